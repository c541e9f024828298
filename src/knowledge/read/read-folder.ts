import { readdir } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { DataError } from '../../errors.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { sha256 } from '../../text/sha256.ts'
import { documentExtensions } from './document-kind.ts'
import type { Document, DocumentLimits } from './document.ts'
import { readDocument } from './read-document.ts'

/** Documents of a folder at most. */
const mostDocuments = 10_000
/** Characters of all documents of a folder at most. */
const mostCharacters = 64_000_000

/** What is in a folder of documents. */
export interface KnowledgeFolder {
  /** By name, in the order of its UTF-16 units, the same on every machine. */
  documents: Document[]
  /** sha256 (hex) of the names and digests of the documents. */
  digest: string
  /** Files that are no documents: other extensions. Hidden files and links are not looked at. */
  skipped: string[]
}

/**
 * Reads every document of a folder and of the folders in it.
 *
 * @throws DataError when there is none, there are too many, or one of them does not read.
 */
export async function readFolder(
  path: string,
  limits: Partial<DocumentLimits> = {},
): Promise<KnowledgeFolder> {
  const names = await fileNames(path)
  const isRead = (name: string): boolean => documentExtensions.includes(extname(name).toLowerCase())
  const wanted = names.filter(isRead)
  if (wanted.length === 0) {
    throw new DataError(`${path} holds no document. Read are ${documentExtensions.join(', ')}.`)
  }
  if (wanted.length > mostDocuments) {
    throw new DataError(`${path} holds ${wanted.length} documents. At most ${mostDocuments} are read.`)
  }
  const documents: Document[] = []
  let characters = 0
  for (const name of wanted) {
    const document = await readDocument(join(path, name), { name, limits })
    characters += document.text.length
    if (characters > mostCharacters) {
      throw new DataError(`The documents of ${path} hold more than ${mostCharacters} characters of text.`)
    }
    documents.push(document)
  }
  const digest = sha256(canonicalJson(documents.map((document) => [document.name, document.sha256])))
  return { documents, digest, skipped: names.filter((name) => !isRead(name)) }
}

async function fileNames(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((cause: unknown) => {
    throw new DataError(`${path} cannot be read as a folder.`, { cause })
  })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(path, sep).length).split(sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .toSorted((one, other) => (one < other ? -1 : 1))
}
