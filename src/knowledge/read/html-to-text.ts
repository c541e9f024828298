/** The part of a DOM node that is read. */
export interface HtmlNode {
  nodeType: number
  localName?: string
  textContent: string | null
  childNodes: Iterable<HtmlNode>
}

const textNode = 3
/** Elements, documents and fragments. */
const nested = new Set([1, 9, 11])
const deepest = 200
const unread = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'nav', 'head', 'title'])
const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header hr html main ol p pre section summary table tbody tfoot thead ul'.split(
    ' ',
  ),
)

/**
 * Text of HTML: blocks become paragraphs, `<h2>` becomes `## …`, list items `- …` or `1. …`, cells are set apart by
 * ` | `. Scripts, styles and navigation are left out.
 */
export function htmlToText(root: HtmlNode): string {
  return textOf(root, 0)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()
}

function textOf(node: HtmlNode, depth: number): string {
  if (node.nodeType === textNode) return (node.textContent ?? '').replaceAll(/[\s\u00a0]+/gu, ' ')
  const name = node.localName ?? ''
  if (!nested.has(node.nodeType) || unread.has(name)) return ''
  if (name === 'br') return '\n'
  if (name === 'pre' || depth > deepest) return `\n\n${node.textContent ?? ''}\n\n`
  return framed(name, childTexts(node, depth))
}

function childTexts(node: HtmlNode, depth: number): string {
  let item = 0
  let text = ''
  for (const child of node.childNodes) {
    if (child.localName === 'li') item += 1
    const mark = child.localName !== 'li' ? '' : node.localName === 'ol' ? `\n${item}. ` : '\n- '
    const own = textOf(child, depth + 1)
    text += mark === '' ? own : mark + own.trim()
  }
  return text
}

/** What an element puts around its text. */
function framed(name: string, text: string): string {
  if (/^h[1-6]$/u.test(name)) {
    const heading = text.replaceAll(/\s+/gu, ' ').trim()
    return heading === '' ? '' : `\n\n${'#'.repeat(Number(name[1]))} ${heading}\n\n`
  }
  if (name === 'tr') return `\n${text.replace(/\s*\|\s*$/u, '')}`
  if (name === 'td' || name === 'th') return `${text.replaceAll(/\s+/gu, ' ').trim()} | `
  return blocks.has(name) ? `\n\n${text}\n\n` : text
}
