import { decodeText } from './decode-text.ts'
import type { DocumentBytes } from './document.ts'
import { htmlToText, type HtmlNode } from './html-to-text.ts'
import { optionalPackage } from './optional-package.ts'

/** Beyond these, looking for the main part takes too long (its time grows with elements × depth): all is read. */
const searchableElements = 20_000
const searchableDepth = 100
/** The main part is taken where it holds this share of the page's text; contracts are not written as articles. */
const mainShare = { atLeast: 0.5, below: 0.95 }

/** The main part of a page (Readability), or all of it where that would drop half of the text or next to nothing. */
export async function readHtml({ name, bytes }: DocumentBytes): Promise<{ text: string }> {
  const html = decodeText({ name, bytes }, namedEncoding(bytes))
  const page = await parsed(html)
  const all = htmlToText(page.root)
  if (page.elements > searchableElements || isDeeper(page.root, searchableDepth)) return { text: all }
  const { Readability } = await optionalPackage(() => import('@mozilla/readability'), htmlPackages)
  // It takes the page apart, so it gets one of its own.
  const main = new Readability<unknown>(page.document as never, { serializer: (node) => node }).parse()
  if (main?.content === undefined || main.content === null) return { text: all }
  const text = htmlToText(main.content as HtmlNode)
  const share = text.length / all.length
  if (share < mainShare.atLeast || share >= mainShare.below) return { text: all }
  return { text: withTitle(text, main.title ?? '') }
}

/** Text of HTML that was made by a program: all of it, headings kept. */
export async function textOfHtml(html: string): Promise<string> {
  return htmlToText((await parsed(html)).root)
}

const htmlPackages = { packages: 'linkedom @mozilla/readability', needed: 'Reading HTML' }

async function parsed(html: string): Promise<{ document: unknown; root: HtmlNode; elements: number }> {
  const { parseHTML } = await optionalPackage(() => import('linkedom'), htmlPackages)
  const isWhole = /<html[\s>]/iu.test(html)
  const { document } = parseHTML(isWhole ? html : `<!doctype html><html><body>${html}</body></html>`)
  return {
    document,
    root: document.documentElement as unknown as HtmlNode,
    elements: document.querySelectorAll('*').length,
  }
}

/** Readability takes the page's heading out of the text: it goes back on top, for it names the first section. */
function withTitle(text: string, title: string): string {
  const isThere = title === '' || text.slice(0, 300).includes(title)
  return isThere ? text : `# ${title}\n\n${text}`
}

/** Whether elements are nested deeper than this; a loop, for a recursion would be what it guards against. */
function isDeeper(root: HtmlNode, depth: number): boolean {
  let level: HtmlNode[] = [root]
  for (let at = 0; at <= depth && level.length > 0; at += 1)
    level = level.flatMap(({ childNodes }) => [...childNodes])
  return level.length > 0
}

/** `<meta charset="…">` in the first 1,024 bytes. */
function namedEncoding(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/iu.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
}
