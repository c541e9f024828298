import type { Stretch } from './detector.ts'

/**
 * Where a pattern matches and the match passes. The stretch is the group named `value`, or the whole match.
 *
 * @param pattern global, with the `d` flag where it has a group.
 */
export function matchStretches(
  text: string,
  pattern: RegExp,
  passes: (value: string, at: Stretch) => boolean = () => true,
): Stretch[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [start, end] = match.indices?.groups?.['value'] ?? [match.index, match.index + match[0].length]
    const stretch = { start, end }
    return passes(text.slice(start, end), stretch) ? [stretch] : []
  })
}
