import { markLevel, type SectionMark } from './section-mark.ts'

const markdownHeading = /^ {0,3}(#{1,6})[ \t]{1,8}(\S[^\n]{0,200})$/gmu
/** Lines of at most 80 characters whose letters are capitals. */
const capitalLine = /^[ \t]{0,20}((?=[^\n]{0,80}$)[^\p{Ll}\n]*\p{Lu}{2}[^\p{Ll}\n]*)$/gmu
const fence = /^ {0,3}(```|~~~)[^\n]*\n[\s\S]*?^ {0,3}\1/gmu

/** Markdown headings (none inside code fences), and lines of their own in capitals. */
export function headingMarks(text: string): SectionMark[] {
  const fenced = [...text.matchAll(fence)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  )
  const isCode = (start: number): boolean => fenced.some(([from, to]) => start >= from && start < to)
  const capitals = [...text.matchAll(capitalLine)].flatMap((match) => capitalMark(match))
  const headings = [...text.matchAll(markdownHeading)].map((match) => ({
    start: match.index + match[0].indexOf('#'),
    level: match[1]?.length ?? 1,
    label: (match[2] ?? '').replace(/[\s#]+$/u, '').trim(),
  }))
  return [...capitals, ...headings].filter(({ start }) => !isCode(start))
}

function capitalMark(match: RegExpMatchArray): SectionMark[] {
  const line = (match[1] ?? '').trim()
  const letters = line.match(/\p{Lu}/gu)?.length ?? 0
  // Tables, signatures and sums in capitals are no headings; a numbered clause is found as a clause.
  if (letters < 4 || letters * 2 < line.length || /^(\(|\d|#)|[,;]$|_{2}|\$/u.test(line)) return []
  const start = (match.index ?? 0) + match[0].search(/\S/u)
  return [{ start, level: markLevel.capitals, label: line.replace(/[\s.:]+$/u, '') }]
}
