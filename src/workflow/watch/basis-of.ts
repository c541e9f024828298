import type { CandidateReport, Report } from '../../contracts/report.ts'
import { readPriceRow } from '../../prices/read-price-row.ts'

/** The prompted candidate that other models are held against: its tokens are what they would be asked. */
export interface WatchBasis {
  candidate: string
  /** The hosted model it asks; absent where it asks one of your own. */
  model?: string
  tokens: { input: number; output: number }
  /** Cost of a query when it was measured, where there was a price. */
  perQueryUsd?: number
  /** Flags of `crossover evaluate` that ask another model with the same prompt. */
  flags: string
}

/** The chosen or leading prompt, else the best one; `undefined` where none has counted its tokens. */
export function basisOf(report: Report, prompts: readonly string[]): WatchBasis | undefined {
  const { candidates, verdict } = report
  const named = verdict.candidate ?? verdict.leading?.candidate
  const [best] = candidates
    .filter(({ family, tokensPerQuery }) => family !== 'baseline' && tokensPerQuery !== undefined)
    .toSorted((a, b) => rank(b, named) - rank(a, named))
  if (best?.tokensPerQuery === undefined) return undefined
  const { name, priceRow, tokensPerQuery, costPerQueryUsd } = best
  const model = priceRow === undefined ? undefined : readPriceRow(priceRow)?.modelName
  return {
    candidate: name,
    ...(model === undefined ? {} : { model }),
    tokens: { input: tokensPerQuery.input, output: tokensPerQuery.output + (tokensPerQuery.reasoning ?? 0) },
    ...(costPerQueryUsd === undefined ? {} : { perQueryUsd: costPerQueryUsd.value }),
    flags: flagsOf(best, prompts),
  }
}

function rank({ name, family, quality }: CandidateReport, named: string | undefined): number {
  const isPrompted = family === 'prompt' || family === 'hybrid'
  return (isPrompted ? 10 : 0) + (name === named ? 5 : 0) + (quality?.value ?? 0)
}

/** Answers made elsewhere and tuned models cannot be asked again: the shortest prompt stands for them. */
function flagsOf({ kind, name }: CandidateReport, prompts: readonly string[]): string {
  const own = prompts.find((prompt) => name === `prompt ${prompt}` || name.startsWith(`prompt ${prompt} (`))
  if (kind === 'prompt/custom' && own !== undefined) return `--prompt ${own}`
  return `--method ${kind.startsWith('prompt/') && kind !== 'prompt/custom' ? kind : 'prompt/zero-shot'}`
}
