import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Progress } from '../contracts/progress.ts'

/** A folder that fills up, and how many bytes it will hold in the end (about). */
export interface SizeWatch {
  folder: string
  label: string
  totalBytes: number
  progress: Progress
  everyMs?: number
}

/**
 * Reports the size of a folder while `work` fills it: the only progress there is when another program downloads.
 *
 * @returns what `work` returned.
 */
export async function watchSize<T>(watch: SizeWatch, work: () => Promise<T>): Promise<T> {
  const { folder, label, totalBytes, progress, everyMs = 1_000 } = watch
  progress({ label, done: 0, total: totalBytes, unit: 'bytes' })
  const timer = setInterval(() => {
    void folderSize(folder).then((bytes) =>
      progress({ label, done: Math.min(bytes, totalBytes), total: totalBytes, unit: 'bytes' }),
    )
  }, everyMs)
  try {
    const result = await work()
    progress({ label, done: totalBytes, total: totalBytes, unit: 'bytes' })
    return result
  } finally {
    clearInterval(timer)
  }
}

/** Bytes of all files under a folder; what vanishes meanwhile counts 0. */
export async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(file.parentPath, file.name)).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((total, size) => total + size, 0)
}
