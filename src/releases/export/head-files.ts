import * as z from 'zod'
import { StoreError } from '../../errors.ts'
import {
  artifactBytes,
  artifactJson,
  jsonFile,
  type ExportedFile,
  type ExportSource,
} from './exported-file.ts'

/** Further keys (the temperature the weights were divided by, say) belong to the head and go along. */
const shapeSchema = z.looseObject({ labels: z.array(z.string()), dimensions: z.number().int().positive() })

/** A head as JSON: labels, one row of weights a label, biases, and the embedder its input must come from. */
export async function headFiles(source: ExportSource): Promise<ExportedFile[]> {
  const { labels, dimensions, ...more } = shapeSchema.parse(await artifactJson(source, 'shape'))
  const bytes = await artifactBytes(source, 'weights')
  const expected = labels.length * (dimensions + 1)
  if (bytes === undefined || bytes.byteLength !== expected * Float32Array.BYTES_PER_ELEMENT)
    throw new StoreError('The weights of this head do not fit its labels: it cannot be exported.', {
      hint: 'Another version fitted it: crossover run fits it anew.',
    })
  const numbers = new Float32Array(new Uint8Array(bytes).buffer)
  const weights = labels.map((_, row) => [...numbers.subarray(row * dimensions, (row + 1) * dimensions)])
  const embedder = source.card.candidate.models.find(({ role }) => role === 'embedding')
  const head = {
    use: 'softmax(weights × embedding + bias) gives one probability a label; embeddings are L2-normalised, and a temperature is in the weights already',
    embedder,
    labels,
    dimensions,
    ...more,
    bias: [...numbers.subarray(labels.length * dimensions)],
    weights,
  }
  return [jsonFile('head.json', head, 'labels, weights and the embedder’s name')]
}
