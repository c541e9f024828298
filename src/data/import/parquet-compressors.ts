import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Compressors } from 'hyparquet'

/** Decompressors of Parquet pages that never write more than the page says it holds; pages are checked before. */
export async function boundedCompressors(): Promise<Compressors> {
  const { decompressZstd, compressors } = await import('hyparquet-compressors')
  return {
    ...compressors,
    GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
    BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
    ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  }
}
