import { type FileHandle, open, stat } from 'node:fs/promises'
import { DataError } from '../../errors.ts'

const headBytes = 64 * 1024

/** An open data file and its first bytes. */
export interface DataFile {
  path: string
  handle: FileHandle
  head: Uint8Array
}

/**
 * Opens a data file for reading; the caller closes the handle.
 *
 * @throws DataError when it is missing, unreadable, empty, or no file: a folder, a pipe, a device.
 */
export async function openDataFile(path: string): Promise<DataFile> {
  // Opening a pipe would wait for somebody to write into it, and no file here is read only once.
  const kind = await stat(path).catch((error: unknown) => {
    throw cannotOpen(path, error)
  })
  if (!kind.isFile() && !kind.isDirectory())
    throw new DataError(
      `${path} is a pipe, a socket or a device. Write what comes out of it to a file first.`,
    )
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw cannotOpen(path, error)
  })
  try {
    const facts = await handle.stat()
    if (facts.isDirectory()) throw new DataError(`${path} is a folder. Name a file in it.`)
    const head = Buffer.alloc(headBytes)
    const { bytesRead } = await handle.read(head, 0, headBytes, 0)
    if (bytesRead === 0) throw new DataError(`${path} is empty.`)
    return { path, handle, head: head.subarray(0, bytesRead) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function cannotOpen(path: string, cause: unknown): DataError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new DataError(`There is no file ${path}.`, {
      hint: 'Paths in a task file are relative to it.',
      cause,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new DataError(`${path} may not be read: permission denied.`, { cause })
  }
  if (code === 'EISDIR') return new DataError(`${path} is a folder. Name a file in it.`, { cause })
  return new DataError(`${path} cannot be opened: ${code}.`, { cause })
}
