import type { Artifact } from '../../contracts/candidate.ts'
import { fileNameOf, type ExportedFile, type ExportSource } from './exported-file.ts'

/** File names of a Transformers folder; the ONNX exports have a folder of their own beside them. */
const transformersFile = /\.(safetensors|json|txt|model)$/u

/** Whether an artifact is a part of an encoder that other programs can load. */
export function isEncoderArtifact({ name }: Artifact): boolean {
  return name.endsWith('.onnx') || transformersFile.test(name)
}

/** What the ONNX model needs beside it: labels and temperature. */
const onnxSettings = 'encoder.json'

/** An encoder as ONNX and as a Transformers folder; a tokenizer goes to both, since both need it. */
export async function encoderFiles({ card, artifacts }: ExportSource): Promise<ExportedFile[]> {
  const files: ExportedFile[] = []
  for (const artifact of card.candidate.artifacts.filter(isEncoderArtifact)) {
    const bytes = await artifacts.get(artifact)
    const name = fileNameOf(artifact)
    if (name.endsWith('.onnx') || name === onnxSettings)
      files.push({ path: `onnx/${name}`, bytes, about: 'for ONNX Runtime' })
    else files.push({ path: `transformers/${name}`, bytes, about: 'for Transformers' })
    if (name.startsWith('tokenizer')) files.push({ path: `onnx/${name}`, bytes, about: 'for ONNX Runtime' })
  }
  return files
}
