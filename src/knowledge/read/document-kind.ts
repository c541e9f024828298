import { extname } from 'node:path'
import { DataError } from '../../errors.ts'
import type { DocumentKind } from './document.ts'

const kinds: { readonly [extension: string]: DocumentKind } = {
  '': 'text',
  '.txt': 'text',
  '.text': 'text',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.pdf': 'pdf',
  '.docx': 'docx',
}

/** Extensions of documents that are read. */
export const documentExtensions: readonly string[] = Object.keys(kinds).filter(
  (extension) => extension !== '',
)

/** Beginnings of files, as bytes in Latin-1. */
const beginnings: readonly { starts: string; is: string; kind?: DocumentKind }[] = [
  { starts: '%PDF-', is: 'a PDF', kind: 'pdf' },
  { starts: 'PK\u0003\u0004', is: 'a zip archive or an Office file', kind: 'docx' },
  { starts: 'PK\u0005\u0006', is: 'an empty zip archive' },
  { starts: '\u00d0\u00cf\u0011\u00e0', is: 'an old or password-protected Office file' },
  { starts: '{\\rtf', is: 'an RTF file' },
  { starts: '\u0089PNG', is: 'a PNG image' },
  { starts: '\u00ff\u00d8\u00ff', is: 'a JPEG image' },
  { starts: 'GIF8', is: 'a GIF image' },
  { starts: '\u001f\u008b', is: 'a gzip archive' },
]

/**
 * The kind of a document by its extension, where its first bytes agree.
 *
 * @throws DataError when the extension is not known, or the bytes are something else.
 */
export function documentKind(name: string, bytes: Uint8Array): DocumentKind {
  const extension = extname(name).toLowerCase()
  const kind = kinds[extension]
  if (kind === undefined) {
    throw new DataError(`${name} is not read: ${extension} is none of ${documentExtensions.join(', ')}.`, {
      hint: 'Save it as one of these.',
    })
  }
  const found = beginningOf(bytes)
  if (found?.kind === kind || (found === undefined && kind !== 'pdf' && kind !== 'docx')) return kind
  const claim = extension === '' ? 'has no extension' : `ends in ${extension}`
  throw new DataError(`${name} ${claim} and is ${found?.is ?? 'something else'} by its first bytes.`, {
    hint:
      found?.kind === undefined
        ? 'Save it as PDF, DOCX, HTML or text.'
        : `If that is right, name it .${found.kind}.`,
  })
}

function beginningOf(bytes: Uint8Array): (typeof beginnings)[number] | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const found = beginnings.find(({ starts }) => head.startsWith(starts))
  // Readers of PDF accept other bytes in front of the mark.
  return found ?? (head.includes('\n%PDF-') ? beginnings[0] : undefined)
}
