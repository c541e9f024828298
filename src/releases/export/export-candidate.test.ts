import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Candidate } from '../../contracts/candidate.ts'
import type { ArtifactStore } from '../../contracts/method.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { fewShot } from '../../methods/prompt/few-shot.ts'
import { retrieved } from '../../methods/prompt/retrieved.ts'
import { searchBench } from '../../methods/prompt/search/search-bench.fixture.ts'
import { head } from '../../methods/tune/head.ts'
import { candidateNamed, cardNamed, rowNamed } from '../model-card.fixture.ts'
import { exportCandidate } from './export-candidate.ts'
import type { ExportedFile } from './exported-file.ts'

const base = { file: 'base.gguf', sha256: 'd'.repeat(64), licence: 'Apache-2.0', contextTokens: 2048 }
const split = trainingSplit({
  train: [
    rowNamed('1', 'loans', 'May I renew my book?'),
    rowNamed('2', 'rooms', 'Is the hall free?'),
    rowNamed('3', 'loans', 'Renew "this"'),
  ],
  validation: [rowNamed('4', 'rooms', 'The small hall?')],
})

let bench: ReturnType<typeof searchBench> | undefined
afterEach(() => {
  bench?.close()
  bench = undefined
})

function openBench() {
  bench = searchBench({ answer: () => 'loans' })
  return bench
}

async function exported(candidate: Candidate, artifacts: ArtifactStore, weights = base) {
  const { task } = bench ?? openBench()
  const hasModel = candidate.models.some(({ role }) => role === 'language')
  const { files, notes } = await exportCandidate(cardNamed(candidate.name, { candidate }), {
    task,
    artifacts,
    base: hasModel ? weights : undefined,
  })
  return new Map([...files, ...notes.map(noteFile)].map((file) => [file.path, textOf(file)]))
}

/** Under a name that no test expects. */
function noteFile(note: string): ExportedFile {
  return { path: note, bytes: new Uint8Array(), about: 'a note' }
}

function textOf({ bytes }: ExportedFile): string {
  return Buffer.from(bytes).toString('utf8')
}

async function promptOf(method: typeof fewShot, demonstrations: number) {
  const opened = openBench()
  const template =
    '=== system\nPick a desk: {% for label in labels %}{{ label.name }} {% endfor %}.\n{% for row in demonstrations %}\n=== user\n{{ row.input }}\n=== assistant\n{{ row.output }}\n{% endfor %}\n=== user\n{{ input }}\n'
  const spec = { language: 'local:stub', template, demonstrations, demonstrationTokens: 400 }
  return exported(await opened.fit(method, spec, split), opened.context.artifacts)
}

const headSchema = z.object({
  labels: z.array(z.string()),
  weights: z.array(z.array(z.number())),
  bias: z.array(z.number()),
})
const chatSchema = z.array(z.object({ role: z.string(), content: z.string() }))

describe('a prompt', () => {
  it('that always shows the same rows goes out whole, as a chat and as an Ollama model', async () => {
    const files = await promptOf(fewShot, 2)
    expect([...files.keys()].toSorted()).toEqual([
      'Modelfile',
      'SERVING.md',
      'card.json',
      'demonstrations.jsonl',
      'format.json',
      'labels.gbnf',
      'messages.json',
      'prompt.liquid',
    ])
    const chat = chatSchema.parse(JSON.parse(files.get('messages.json') ?? ''))
    expect(chat[0]).toEqual({ role: 'system', content: 'Pick a desk: loans rooms .' })
    expect(chat.at(-1)).toEqual({ role: 'user', content: '{{ input }}' })
    expect(chat).toHaveLength(6)
    const shown = files.get('demonstrations.jsonl')?.trim().split('\n') ?? []
    expect(shown.map((line) => JSON.parse(line) as unknown)).toEqual([
      { input: chat[1]?.content, output: chat[2]?.content },
      { input: chat[3]?.content, output: chat[4]?.content },
    ])
    expect(files.get('Modelfile')).toBe(
      [
        'FROM ./base.gguf',
        'PARAMETER temperature 0',
        'PARAMETER num_ctx 2048',
        'SYSTEM """Pick a desk: loans rooms ."""',
        ...chat.slice(1, 5).map(({ role, content }) => `MESSAGE ${role} """${content}"""`),
        '',
      ].join('\n'),
    )
    expect(files.get('labels.gbnf')).toBe('root ::= "loans" | "rooms"\n')
    expect(files.get('SERVING.md')).toContain(
      'llama-server --model ./base.gguf --ctx-size 2048 --grammar-file ./labels.gbnf --alias desk-few-shot --host 127.0.0.1 --port 8080',
    )
  })

  it('that looks its examples up keeps them out of the Ollama model', async () => {
    const files = await promptOf(retrieved, 1)
    expect(files.get('pool.jsonl')?.trim().split('\n')).toHaveLength(3)
    expect(files.get('Modelfile')).not.toContain('MESSAGE')
    expect(chatSchema.parse(JSON.parse(files.get('messages.json') ?? ''))).toHaveLength(4)
    expect(files.has('artifacts/vectors')).toBe(true)
  })
})

describe('a trained candidate', () => {
  it('that is a head goes out as numbers by label, with its embedder', async () => {
    const { artifacts } = openBench().context
    const numbers = new Float32Array([1, 2, 3, 4, 5, 6, 0.5, -0.5])
    const candidate = candidateNamed('head', {
      models: [{ name: 'local:minilm-l6', role: 'embedding', provider: 'local' }],
      artifacts: [
        await artifacts.put('weights', new Uint8Array(numbers.buffer)),
        await artifacts.put('shape', Buffer.from('{"labels":["a","b"],"dimensions":3,"temperature":2}')),
      ],
    })
    const files = await exported(candidate, artifacts)
    expect([...files.keys()]).toEqual(['card.json', 'head.json'])
    expect(JSON.parse(files.get('head.json') ?? '')).toMatchObject({
      labels: ['a', 'b'],
      weights: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      bias: [0.5, -0.5],
      temperature: 2,
      embedder: { name: 'local:minilm-l6' },
    })
    const broken = {
      ...candidate,
      artifacts: [
        await artifacts.put('shape', Buffer.from('{"labels":["a"],"dimensions":3}')),
        ...candidate.artifacts.slice(0, 1),
      ],
    }
    await expect(exported(broken, artifacts)).rejects.toThrow('do not fit its labels')
  })

  it('that is a head answers elsewhere as it does here', async () => {
    const { context } = openBench()
    const outcome = await head.fit({ l2: 0.01, classWeights: 'none', temperature: 2 }, split, context)
    if (!('candidate' in outcome)) throw new RangeError('no head')
    const files = await exported(outcome.candidate, context.artifacts)
    const { labels, weights, bias } = headSchema.parse(JSON.parse(files.get('head.json') ?? ''))
    const text = 'Is the small hall free?'
    const embedder = await context.pool.embedder(context.task.models.embedding)
    const [vector = new Float32Array()] = await embedder.embed([text])
    const scores = weights.map((row, at) =>
      row.reduce((sum, w, i) => sum + w * (vector[i] ?? 0), bias[at] ?? 0),
    )
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0)
    const predictor = await head.open(outcome.candidate, context)
    const { output, alternatives } = await predictor.predict({ input: { text }, signal: context.signal })
    const best = scores.indexOf(Math.max(...scores))
    expect(labels[best]).toBe(output)
    expect(Math.exp(scores[best] ?? 0) / total).toBeCloseTo(alternatives?.[0]?.probability ?? 0, 5)
    await predictor.close()
  })

  it('that is an adapter goes out as GGUF and PEFT, with commands that serve it', async () => {
    const { artifacts } = openBench().context
    const candidate = candidateNamed('lora r8', {
      kind: 'tune/of-elsewhere',
      models: [{ name: 'local:stub', role: 'language', provider: 'local' }],
      artifacts: [
        await artifacts.put('adapter.gguf', Buffer.from('GGUF')),
        await artifacts.put('adapter.safetensors', Buffer.from('weights')),
        await artifacts.put('adapter-config', Buffer.from('{"r":12,"base_model_name_or_path":"org/base"}')),
        await artifacts.put('training', Buffer.from('{}')),
      ],
    })
    const files = await exported(candidate, artifacts)
    expect([...files.keys()].toSorted()).toEqual([
      'Modelfile',
      'SERVING.md',
      'adapter.gguf',
      'artifacts/training',
      'card.json',
      'messages.json is left out: This crossover has no method "tune/of-elsewhere".',
      'peft/adapter_config.json',
      'peft/adapter_model.safetensors',
    ])
    expect(files.get('Modelfile')).toContain('FROM ./base.gguf\nADAPTER ./adapter.gguf\n')
    expect(files.get('SERVING.md')).toContain('llama-server --model ./base.gguf --lora ./adapter.gguf')
    expect(files.get('SERVING.md')).toContain(
      'vllm serve org/base --enable-lora --max-lora-rank 16 --lora-modules desk-lora-r8=./peft',
    )
  })

  it('that is an encoder goes out for ONNX Runtime and for Transformers', async () => {
    const { artifacts } = openBench().context
    const names = [
      'model.int8.onnx',
      'encoder.json',
      'tokenizer.json',
      'config.json',
      'model.safetensors',
      'head.safetensors',
      'classifier.json',
      'tokenizer_config.json',
      'training',
    ]
    const candidate = candidateNamed('encoder', {
      kind: 'tune/encoder',
      artifacts: await Promise.all(names.map((name) => artifacts.put(name, Buffer.from(name)))),
    })
    expect([...(await exported(candidate, artifacts)).keys()].toSorted()).toEqual([
      'artifacts/training',
      'card.json',
      'onnx/encoder.json',
      'onnx/model.int8.onnx',
      'onnx/tokenizer.json',
      'onnx/tokenizer_config.json',
      'transformers/classifier.json',
      'transformers/config.json',
      'transformers/head.safetensors',
      'transformers/model.safetensors',
      'transformers/tokenizer.json',
      'transformers/tokenizer_config.json',
    ])
  })

  it('of any other kind goes out as it is kept, never outside its folder', async () => {
    const { artifacts } = openBench().context
    const kept = await artifacts.put('majority', Buffer.from('{}'))
    const majority = candidateNamed('most frequent', { kind: 'baseline/majority', artifacts: [kept] })
    expect([...(await exported(majority, artifacts)).keys()]).toEqual(['card.json', 'artifacts/majority'])
    const escaping = { ...majority, artifacts: [{ ...kept, name: '../majority' }] }
    await expect(exported(escaping, artifacts)).rejects.toThrow(
      '"../majority" has a name that no file may have',
    )
  })
})
