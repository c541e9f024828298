import type { TuningCapabilities } from '../../../contracts/tuning-service.ts'

const asOf = '2026-11-24'

/** What a server of one's own that speaks OpenAI's fine-tuning protocol is taken to accept: the oldest form of it. */
export const compatibleTuning: TuningCapabilities = {
  minimumRows: 10,
  maxFileBytes: 512_000_000,
  hyperparametersIn: 'top',
  seed: false,
  metadata: false,
  suffixCharacters: 18,
  notes: [],
  documentation: 'https://platform.openai.com/docs/api-reference/fine-tuning',
  asOf,
}

/**
 * Vendors whose fine-tuning speaks OpenAI's protocol, by the name of the vendor. Together, Fireworks and Mistral have
 * protocols of their own, and what Together and Fireworks train answers only after a paid deployment: they are not here.
 */
export const tuningVendors: Readonly<Record<string, TuningCapabilities>> = {
  openai: {
    ...compatibleTuning,
    hyperparametersIn: 'method',
    seed: true,
    metadata: true,
    suffixCharacters: 64,
    notes: [
      'OpenAI takes no jobs from organisations that had not tuned before 7 May 2026, and none at all from 6 January 2027.',
      'A tuned model answers until its base is retired.',
    ],
  },
}
