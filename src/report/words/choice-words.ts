import type { Verdict } from '../../contracts/report.ts'

/** The verdict's choice as people say it. */
export const choiceWords: Record<Verdict['choice'], string> = {
  baseline: 'No language model needed',
  prompt: 'Prompt a model',
  tune: 'Train a small model',
  hybrid: 'Combine a prompted and a trained model',
  none: 'None of these is good enough',
  'not-enough-evidence': 'Not enough evidence yet',
}
