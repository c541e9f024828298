/** "Label: x", "The answer is x", "Final answer = x". */
const lead =
  /^(?:the\s+|my\s+)?(?:(?:final|correct|best|predicted)\s+)?(?:label|answer|category|class(?:ification)?|intent|output|result|prediction)\b\s*(?:is|[:=→-])+\s*/iu
const around = /^[\s"'`*_“”‘’«»„()[\]<>#.,;:!-]+|[\s"'`*_“”‘’«»„()[\]<>#.,;:!-]+$/gu
const answerKeys = ['label', 'answer', 'category', 'class', 'classification', 'intent', 'output', 'result']

/**
 * What a text may state as its answer, the likeliest first: the whole text, a value of JSON, lines that say "Label: …" (the
 * last first), the first line, the last line; each without quotes, punctuation and Markdown around it.
 */
export function statedAnswers(text: string): string[] {
  const unfenced = text.replaceAll(/^\s*```[\w-]*\s*$/gmu, '').trim()
  const lines = unfenced
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const led = lines.filter((line) => lead.test(opened(line))).toReversed()
  const candidates = [unfenced, ...valuesOf(unfenced), ...led, lines[0] ?? '', lines.at(-1) ?? '']
  const answers = candidates.flatMap((candidate) => [candidate, bare(candidate), ...withoutLead(candidate)])
  return [...new Set(answers)].filter((answer) => answer !== '')
}

function bare(text: string): string {
  return text.replaceAll(around, '')
}

/** What follows "Label:", as it is (a label may be a mark) and bare. */
function withoutLead(text: string): string[] {
  const rest = opened(text).replace(lead, '').trim()
  return [rest, bare(rest)]
}

/** Without the marks before it. */
function opened(text: string): string {
  return text.replace(/^[\s"'`*_“‘«„()[\]<>#-]+/u, '')
}

/** The answer inside JSON: a string, a one-element list, or the telling member of an object. */
function valuesOf(text: string): string[] {
  const start = text.search(/[{["]/u)
  if (start < 0) return []
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'), text.lastIndexOf('"'))
  return stringsOf(parsed(text.slice(start, end + 1)))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.length === 1 ? stringsOf(value[0]) : []
  if (typeof value !== 'object' || value === null) return []
  const members = Object.entries(value)
  const telling = members.filter(([key]) => answerKeys.includes(key.toLowerCase()))
  const chosen = telling.length > 0 ? telling : members
  return chosen.length === 1 ? chosen.flatMap(([, member]) => stringsOf(member)) : []
}
