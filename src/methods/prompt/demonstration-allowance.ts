import type { Task } from '../../contracts/task.ts'

/** How many demonstrations a prompt shows at most, and the tokens they may take together. */
export interface DemonstrationAllowance {
  demonstrations: number
  demonstrationTokens: number
}

/**
 * What a strategy shows before anything is searched. Labels are short, so that many fit; written answers and passages are
 * long, and a few say what the voice or the form is.
 */
export function demonstrationAllowance(strategy: string, kind: Task['kind']): DemonstrationAllowance {
  const isRetrieved = strategy === 'retrieved'
  const allowances = {
    classification: isRetrieved
      ? { demonstrations: 10, demonstrationTokens: 400 }
      : { demonstrations: 4, demonstrationTokens: 400 },
    generation: isRetrieved
      ? { demonstrations: 4, demonstrationTokens: 900 }
      : { demonstrations: 3, demonstrationTokens: 700 },
    extraction: isRetrieved
      ? { demonstrations: 3, demonstrationTokens: 2400 }
      : { demonstrations: 2, demonstrationTokens: 1600 },
  }
  return allowances[kind]
}
