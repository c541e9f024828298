/** What a document was read from. */
export type DocumentKind = 'text' | 'markdown' | 'html' | 'pdf' | 'docx'

/** The text of a document. Offsets anywhere in this room count UTF-16 units of `text`. */
export interface Document {
  /** File name, or the path below the folder it was read from, with `/`. */
  name: string
  text: string
  kind: DocumentKind
  /** sha256 (hex) of the bytes it was read from. */
  sha256: string
  /** Where each page begins in `text`; PDF only. */
  pages?: number[]
}

/** Beyond these a document is refused. */
export interface DocumentLimits {
  /** Bytes of the file: 64 MB. */
  bytes: number
  /** Bytes of a DOCX file once its parts are inflated: 256 MB. */
  inflatedBytes: number
  /** Pages of a PDF: 2,000. */
  pages: number
  /** Characters of its text: 16 million. */
  characters: number
}

export const documentLimits: DocumentLimits = {
  bytes: 64_000_000,
  inflatedBytes: 256_000_000,
  pages: 2_000,
  characters: 16_000_000,
}

/** What the readers of one kind are handed. */
export interface DocumentBytes {
  name: string
  bytes: Uint8Array
  limits: DocumentLimits
}
