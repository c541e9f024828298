/** A part a prompt may do without, and the template without it. */
export interface PromptPart {
  name: string
  without: string
}

/** Sentences of plain words are tried one by one; more than these few would cost more than they save. */
const mostSentences = 3
const shortName = 40

/**
 * Parts of a template's system message that can be taken out and leave a prompt: what is said of each label, the list of
 * labels (where the nearest examples show them), rules learnt from examples, lines of plain words. The rest is the task itself.
 */
export function promptParts(template: string, { isListOptional }: { isListOptional: boolean }): PromptPart[] {
  const parts = [
    { name: 'telling words', without: withoutBlocks(template, 'if label.words') },
    { name: 'typical wordings', without: withoutBlocks(template, 'for example in label.examples') },
    { name: 'what is mixed up', without: withoutBlocks(template, 'if label.rival') },
    { name: 'definitions', without: withoutBlocks(template, 'if label.definition') },
    { name: 'rules', without: withoutBlocks(template, 'for rule in rules') },
    { name: 'field notes', without: withoutBlocks(template, 'for field in fieldNotes', 'with its heading') },
    ...(isListOptional
      ? [{ name: 'label list', without: withoutBlocks(template, 'for label in', 'with its heading') }]
      : []),
    ...plainLines(template),
  ]
  return parts.filter(({ without }) => without !== template)
}

/** Without every block that opens with `{% opening … %}`, blocks inside it included. */
export function withoutBlocks(template: string, opening: string, heading?: 'with its heading'): string {
  const start = new RegExp(`\\{%-?\\s*${opening.replaceAll('.', '\\.')}\\b[^%]*%\\}`).exec(template)
  if (start === null) return template
  const end = endOfBlock(template, start.index)
  if (end === undefined) return template
  const before = template.slice(0, start.index)
  const kept = heading === undefined ? before : before.replace(/[^\n]*:[ \t]*\n$/, '')
  return withoutBlocks(kept + template.slice(end), opening, heading)
}

function endOfBlock(template: string, start: number): number | undefined {
  let depth = 0
  for (const tag of template.slice(start).matchAll(/\{%-?\s*(if|for|endif|endfor)\b[^%]*%\}/g)) {
    depth += tag[1]?.startsWith('end') === true ? -1 : 1
    if (depth === 0) return start + tag.index + tag[0].length
  }
  return undefined
}

/** Lines of the system message without a variable or a tag that introduce nothing, the longest first. */
function plainLines(template: string): PromptPart[] {
  const lines = template.split('\n')
  const first = lines.findIndex((line) => line.startsWith('=== system'))
  const length = lines.slice(first + 1).findIndex((line) => /^===|^\{%-? *for demonstration/.test(line))
  const system = lines.slice(first + 1, length === -1 ? undefined : first + 1 + length)
  const isTask = system.every((line) => !line.includes('{{ description }}'))
  return system
    .map((line, at) => ({ line, at }))
    .filter(({ line, at }) => isPlain(line) && !(isTask && at === 0))
    .toSorted((one, other) => other.line.length - one.line.length)
    .slice(0, mostSentences)
    .map(({ line, at }) => ({
      name: `"${line.length <= shortName ? line : `${line.slice(0, shortName)}…`}"`,
      without: lines.filter((_, index) => index !== first + 1 + at).join('\n'),
    }))
}

function isPlain(line: string): boolean {
  return /\p{L}/u.test(line) && !/\{\{|\{%|:\s*$|^\s*-/.test(line)
}
