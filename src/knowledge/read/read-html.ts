import { decodeText } from './decode-text.ts'
import type { DocumentBytes } from './document.ts'
import { htmlToText, type HtmlNode } from './html-to-text.ts'
import { optionalPackage } from './optional-package.ts'

/** Beyond this many elements looking for the main part takes too long: everything is read. */
const searchableElements = 50_000
/** The main part is taken where it holds at least this share of the page's text; contracts are not written as articles. */
const mainShare = 0.5

/** The main part of a page (Readability), or all of it where that would drop half of the text. */
export async function readHtml({ name, bytes }: DocumentBytes): Promise<{ text: string }> {
  const html = decodeText({ name, bytes }, namedEncoding(bytes))
  const page = await parsed(html)
  const all = htmlToText(page.body)
  if (page.elements > searchableElements) return { text: all }
  const { Readability } = await optionalPackage(() => import('@mozilla/readability'), htmlPackages)
  // It takes the page apart, so it gets one of its own.
  const main = new Readability<unknown>(page.document as never, { serializer: (node) => node }).parse()
  if (main?.content === undefined || main.content === null) return { text: all }
  const text = htmlToText(main.content as HtmlNode)
  if (text.length < all.length * mainShare) return { text: all }
  return { text: withTitle(text, main.title ?? '') }
}

/** Text of HTML that was made by a program: all of it, headings kept. */
export async function textOfHtml(html: string): Promise<string> {
  return htmlToText((await parsed(html)).body)
}

const htmlPackages = { packages: 'linkedom @mozilla/readability', needed: 'Reading HTML' }

async function parsed(html: string): Promise<{ document: unknown; body: HtmlNode; elements: number }> {
  const { parseHTML } = await optionalPackage(() => import('linkedom'), htmlPackages)
  const isWhole = /<body[\s>]/iu.test(html)
  const { document } = parseHTML(isWhole ? html : `<!doctype html><html><body>${html}</body></html>`)
  return {
    document,
    body: document.body as unknown as HtmlNode,
    elements: document.querySelectorAll('*').length,
  }
}

/** Readability takes the page's heading out of the text: it goes back on top, for it names the first section. */
function withTitle(text: string, title: string): string {
  const isThere = title === '' || text.slice(0, 300).includes(title)
  return isThere ? text : `# ${title}\n\n${text}`
}

/** `<meta charset="…">` in the first 1,024 bytes. */
function namedEncoding(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/iu.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
}
