import type { Verdict } from '../../contracts/report.ts'

/** A choice as the first line of a verdict says it. */
export function choiceWords(choice: Verdict['choice']): string {
  const words = {
    baseline: 'a plain baseline, no language model',
    prompt: 'a prompt',
    tune: 'a trained small model',
    hybrid: 'both together',
    none: 'none of them',
    'not-enough-evidence': 'nothing yet',
  }
  return words[choice]
}
