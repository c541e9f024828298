import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { DataError } from '../../errors.ts'
import { sha256 } from '../../text/sha256.ts'
import { decodeText } from './decode-text.ts'
import { documentKind } from './document-kind.ts'
import {
  documentLimits,
  type Document,
  type DocumentBytes,
  type DocumentKind,
  type DocumentLimits,
} from './document.ts'
import { readDocx } from './read-docx.ts'
import { readHtml } from './read-html.ts'
import { readPdf } from './read-pdf.ts'

/**
 * Text of a document: plain text, Markdown, HTML, PDF or DOCX, told apart by the name and checked against the first
 * bytes. Headings of HTML and DOCX become Markdown headings, so that splitting sees them.
 *
 * @param source a path, or the bytes themselves (then `name` must be given, its extension says what they are).
 * @throws DataError when it is none of these, is beyond a limit, is not what its extension says, holds no text (scanned
 * pages), is not in a known encoding, or the optional package for its kind is not installed.
 */
export async function readDocument(
  source: string | Uint8Array,
  options: { name?: string; limits?: Partial<DocumentLimits> } = {},
): Promise<Document> {
  const limits = { ...documentLimits, ...options.limits }
  const name = options.name ?? (typeof source === 'string' ? basename(source) : 'document')
  const bytes = typeof source === 'string' ? await bytesOf(source, name, limits) : source
  assertBytes(bytes.length, name, limits)
  const kind = documentKind(name, bytes)
  const { text, pages } = await readers[kind]({ name, bytes, limits })
  if (text.length > limits.characters) {
    throw new DataError(
      `${name} holds ${text.length} characters of text. At most ${limits.characters} are read.`,
    )
  }
  if (text.trim() === '') throw new DataError(`${name} holds no text.`)
  return { name, text, kind, sha256: sha256(bytes), ...(pages === undefined ? {} : { pages }) }
}

type Reader = (source: DocumentBytes) => Promise<{ text: string; pages?: number[] }>

const readers: { [kind in DocumentKind]: Reader } = {
  text: (source) => Promise.resolve({ text: decodeText(source) }),
  markdown: (source) => Promise.resolve({ text: decodeText(source) }),
  html: readHtml,
  pdf: readPdf,
  docx: readDocx,
}

async function bytesOf(path: string, name: string, limits: DocumentLimits): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    assertBytes(size, name, limits)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof DataError) throw cause
    throw new DataError(`${path} cannot be read.`, {
      cause,
      hint: 'Is it a file, and may this program open it?',
    })
  }
}

function assertBytes(size: number, name: string, limits: DocumentLimits): void {
  if (size > limits.bytes) throw new DataError(`${name} has ${size} bytes. At most ${limits.bytes} are read.`)
}
