import type { Json } from '../../contracts/json.ts'
import type { TaskFile } from '../../contracts/task.ts'
import { textOfValue } from './text-of-value.ts'

const longestLabelWords = 6
const leastRepeatedShare = 0.5

/** A guess and the facts it rests on, in words. */
export interface KindGuess {
  kind: TaskFile['kind']
  why: string
}

/**
 * What kind of task answers like these belong to: classification when short answers come back, extraction when answers
 * are JSON, else generation.
 */
export function guessKind(answers: readonly Json[]): KindGuess {
  const structured = answers.filter((answer) => isStructured(answer)).length
  if (structured > answers.length / 2)
    return { kind: 'extraction', why: 'the answers are JSON objects or lists' }
  const { distinct, repeatedShare } = countRepeats(answers.map(textOfValue))
  const words = mean(answers.map((answer) => textOfValue(answer).trim().split(/\s+/u).length))
  if (words <= longestLabelWords && repeatedShare >= leastRepeatedShare) {
    return {
      kind: 'classification',
      why: `${distinct} ${distinct === 1 ? 'answer' : 'different answers'} in ${answers.length} rows, most of them repeated`,
    }
  }
  const why = `${distinct} different answers in ${answers.length} rows, ${Math.round(words)} words on average`
  return { kind: 'generation', why }
}

/** How many values differ, and the share of rows whose value another row has too. */
export function countRepeats(values: readonly string[]): { distinct: number; repeatedShare: number } {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const repeated = values.filter((value) => (counts.get(value) ?? 0) > 1).length
  return { distinct: counts.size, repeatedShare: values.length === 0 ? 0 : repeated / values.length }
}

function isStructured(answer: Json): boolean {
  if (typeof answer === 'object') return answer !== null
  if (typeof answer !== 'string' || !/^\s*[[{]/u.test(answer)) return false
  try {
    JSON.parse(answer)
    return true
  } catch {
    return false
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
