import { TaskError } from '../errors.ts'

const longestPattern = 200
/** Texts longer than this are not tried: running time may grow with the square of their length. */
const longestText = 2000

/** A group that repeats something inside a repeat: (a+)+ takes exponential time on text that nearly fits. */
const nestedRepeat = /\((?:[^()\\]|\\.)*[*+}](?:[^()\\]|\\.)*\)[*+{]/u

/**
 * A regular expression from a task file, safe to try on what a model wrote.
 *
 * @param place the key it stands under, for messages.
 * @throws TaskError when it is no regular expression, over 200 characters long, or repeats a repeat.
 */
export function safePattern(pattern: string, place: string): RegExp {
  if (pattern.length > longestPattern) {
    throw new TaskError(`${place} has ${pattern.length} characters. At most ${longestPattern} are allowed.`)
  }
  if (nestedRepeat.test(pattern)) {
    throw new TaskError(`${place} is ${pattern}, which repeats a repeat and may never end.`)
  }
  try {
    return new RegExp(pattern, 'u')
  } catch (cause) {
    throw new TaskError(`${place} is ${pattern}, which is no regular expression.`, { cause })
  }
}

/** Whether a text of at most 2,000 characters has a match; longer texts never have. */
export function matchesPattern(text: string, pattern: RegExp): boolean {
  return text.length <= longestText && pattern.test(text)
}
