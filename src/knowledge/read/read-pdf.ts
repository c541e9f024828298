import { DataError, messageOf } from '../../errors.ts'
import type { DocumentBytes } from './document.ts'
import { optionalPackage } from './optional-package.ts'

/** Fewer visible characters a page than this on average: the pages are images. */
const charactersOfScan = 4

/** Text of the pages of a PDF, with an empty line between them, and where each begins. */
export async function readPdf({
  name,
  bytes,
  limits,
}: DocumentBytes): Promise<{ text: string; pages: number[] }> {
  const { getDocumentProxy } = await optionalPackage(() => import('unpdf'), {
    packages: 'unpdf',
    needed: 'Reading PDF',
  })
  // The bytes change hands, so it gets its own; level 0 keeps its warnings off the terminal.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 }).catch((cause: unknown) => {
    throw unreadable(name, cause)
  })
  try {
    if (pdf.numPages > limits.pages) {
      throw new DataError(`${name} has ${pdf.numPages} pages. At most ${limits.pages} are read.`)
    }
    return await textOfPages(pdf, { name, limits })
  } finally {
    await pdf.destroy()
  }
}

interface PdfPages {
  numPages: number
  getPage(number: number): Promise<{
    getTextContent(): Promise<{ items: readonly object[] }>
    cleanup(): boolean
  }>
}

async function textOfPages(
  pdf: PdfPages,
  { name, limits }: Pick<DocumentBytes, 'name' | 'limits'>,
): Promise<{ text: string; pages: number[] }> {
  const pages: number[] = []
  let text = ''
  for (let number = 1; number <= pdf.numPages && text.length <= limits.characters; number += 1) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    page.cleanup()
    if (text !== '') text += '\n\n'
    pages.push(text.length)
    text += items
      .map((item) => textOfItem(item))
      .join('')
      .trim()
  }
  if (text.replaceAll(/\s/gu, '').length < charactersOfScan * pdf.numPages) {
    throw new DataError(
      `${name} has ${pdf.numPages} pages and hardly any text: its pages are probably scanned images.`,
      {
        hint: 'Recognise its text first (OCR, for example ocrmypdf), then read the result.',
      },
    )
  }
  return { text, pages }
}

function textOfItem(item: object): string {
  const text = 'str' in item && typeof item.str === 'string' ? item.str : ''
  return 'hasEOL' in item && item.hasEOL === true ? `${text}\n` : text
}

function unreadable(name: string, cause: unknown): DataError {
  if (cause instanceof Error && cause.name === 'PasswordException') {
    return new DataError(`${name} is protected by a password.`, { cause, hint: 'Save a copy without one.' })
  }
  return new DataError(`${name} does not read as PDF: ${messageOf(cause)}`, { cause })
}
