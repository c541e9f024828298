/** A stretch of a text that opens like JSON. */
export interface JsonStretch {
  text: string
  /** Brackets inside brackets. */
  depth: number
  /** Whether the last bracket closes; otherwise the stretch is the rest of the text. */
  isClosed: boolean
  /** Whether the text ends after an odd quote. */
  isInString: boolean
}

const mostStretches = 8

/**
 * Stretches of a text from an opening bracket to the one that closes it, in order and not inside each other, at most 8. Brackets
 * inside strings do not count.
 */
export function jsonInText(text: string, opening: '{' | '[' | 'either'): JsonStretch[] {
  const opens = opening === 'either' ? /[{[]/gu : opening === '{' ? /\{/gu : /\[/gu
  const stretches: JsonStretch[] = []
  let from = 0
  while (stretches.length < mostStretches) {
    opens.lastIndex = from
    const start = opens.exec(text)?.index
    if (start === undefined) break
    const { end, depth, isInString } = endOf(text, start)
    if (end === undefined) {
      stretches.push({ text: text.slice(start).trimEnd(), depth, isClosed: false, isInString })
      break
    }
    stretches.push({ text: text.slice(start, end), depth, isClosed: true, isInString })
    from = end
  }
  return stretches
}

interface StretchEnd {
  end: number | undefined
  depth: number
  isInString: boolean
}

function endOf(text: string, start: number): StretchEnd {
  let open = 0
  let depth = 0
  let isInString = false
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (isInString) {
      if (character === '\\') at += 1
      else if (character === '"') isInString = false
      continue
    }
    if (character === '"') isInString = true
    else if (character === '{' || character === '[') open += 1
    else if (character === '}' || character === ']') open -= 1
    depth = Math.max(depth, open)
    if (open === 0) return { end: at + 1, depth, isInString }
  }
  return { end: undefined, depth, isInString }
}
