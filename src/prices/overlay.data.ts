/** A row that the price library lacks. `match` is a whole name, or the beginning of one where it ends in `*`. */
export interface OverlayRow {
  match: string
  inputPerMillionUsd: number
  outputPerMillionUsd: number
  cachedInputPerMillionUsd?: number
  url: string
  asOf: string
}

const openai = { url: 'https://platform.openai.com/docs/pricing', asOf: '2025-08-01' }

/**
 * Fine-tuned models of OpenAI, which the library prices as nothing. The rows are old and flagged as such: give
 * `prices:` in the task file for a figure you may rely on.
 */
export const overlay: readonly OverlayRow[] = [
  {
    match: 'openai:ft:gpt-4.1-nano*',
    inputPerMillionUsd: 0.2,
    cachedInputPerMillionUsd: 0.05,
    outputPerMillionUsd: 0.8,
    ...openai,
  },
  {
    match: 'openai:ft:gpt-4.1-mini*',
    inputPerMillionUsd: 0.8,
    cachedInputPerMillionUsd: 0.2,
    outputPerMillionUsd: 3.2,
    ...openai,
  },
  {
    match: 'openai:ft:gpt-4.1-2*',
    inputPerMillionUsd: 3,
    cachedInputPerMillionUsd: 0.75,
    outputPerMillionUsd: 12,
    ...openai,
  },
]
