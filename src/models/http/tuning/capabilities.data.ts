import type { TuningCapabilities } from '../../../contracts/tuning-service.ts'

const asOf = '2026-11-24'

/** What a server of one's own that speaks OpenAI's fine-tuning protocol is taken to accept: the oldest form of it. */
export const compatibleTuning: TuningCapabilities = {
  protocol: 'openai',
  minimumRows: 10,
  maxFileBytes: 512_000_000,
  hyperparametersIn: 'top',
  seed: false,
  metadata: false,
  suffixCharacters: 18,
  validation: true,
  needsDeployment: false,
  notes: [],
  documentation: 'https://platform.openai.com/docs/api-reference/fine-tuning',
  asOf,
}

/** What vendors with a protocol of their own have in common. */
const elsewhere = {
  hyperparametersIn: 'top',
  seed: false,
  metadata: false,
  needsDeployment: true,
  asOf,
} as const

/**
 * Vendors that train models on files they are given, by name. One is listed only where a scripted server written after its
 * documentation replays its jobs in the tests (`fake-*.fixture.ts`). Mistral's protocol is deprecated by its own description.
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
  together: {
    ...elsewhere,
    protocol: 'together',
    minimumRows: 1,
    // It takes 100 GB; we send a file in one piece.
    maxFileBytes: 512_000_000,
    suffixCharacters: 40,
    // Its losses are shown on its page only: rows for them would leave for nothing, and be paid.
    validation: false,
    notes: [
      'Together trains a LoRA adapter; there is no minimum fee for a job.',
      'The trained model answers on a dedicated endpoint only, which is billed by the minute until you stop it.',
    ],
    documentation: 'https://docs.together.ai/reference/post-fine-tunes',
  },
  fireworks: {
    ...elsewhere,
    protocol: 'fireworks',
    minimumRows: 3,
    // Larger files go to a signed address of another server.
    maxFileBytes: 150_000_000,
    suffixCharacters: 0,
    validation: true,
    notes: [
      'Fireworks trains a LoRA adapter.',
      'The trained model answers on a dedicated deployment only, which is billed by the second until you delete it.',
    ],
    documentation: 'https://docs.fireworks.ai/fine-tuning/fine-tuning-via-api',
  },
}
