/** A text read from what a model wrote, or the sentence to ask it again with. */
export type TextReading = { output: string; validity: 'first' | 'repaired' } | { problem: string }

/** A line before the text that speaks of it: "Here is the description:", "Sure! Here's a draft:". */
const announcement =
  /^(?:(?:sure|certainly|of course|okay|ok|absolutely)\b[^\n:]{0,40}[!,.:-]?\s*)?(?:here(?:'|’)?s|here is|here are|below is|the following is)\b[^\n]{0,120}:[ \t*]*(?:\n+|$)|^(?:sure|certainly|of course|absolutely)(?:[!.]?|[!,.][^\n]{0,80}:)[ \t*]*(?:\n+|$)/iu
const wholeFence = /^```[\w-]*[ \t]*\n([\s\S]*?)\n?```$/u
const quotePairs = ['""', '“”', '„“', '«»', "''", '‘’']

/**
 * The text of a generation: trimmed, without a fence or quotes around all of it and without a first line that only announces
 * it; anything but the text as written is `repaired`. Empty is a problem.
 */
export function readText(raw: string): TextReading {
  const text = raw.trim()
  let output = text
  for (let before = ''; before !== output;) {
    before = output
    output = withoutQuotes(withoutFence(output.replace(announcement, '').trim()))
  }
  if (output === '') return { problem: 'The answer is empty.' }
  return { output, validity: output === text ? 'first' : 'repaired' }
}

function withoutFence(text: string): string {
  const inside = wholeFence.exec(text)?.[1]
  return inside === undefined || inside.includes('```') ? text : inside.trim()
}

/** Quotes around all of a text that are not also inside it: "A" and "B" keeps its own. */
function withoutQuotes(text: string): string {
  const pair = quotePairs.find(
    ([open, close]) => text.length > 2 && text[0] === open && text.at(-1) === close,
  )
  if (pair === undefined) return text
  const inside = text.slice(1, -1)
  const isWhole = !Array.from(pair).some((mark) => mark !== "'" && mark !== '’' && inside.includes(mark))
  return isWhole ? inside.trim() : text
}
