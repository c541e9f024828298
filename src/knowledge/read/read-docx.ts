import { DataError, messageOf } from '../../errors.ts'
import { assertArchive } from './assert-archive.ts'
import type { DocumentBytes } from './document.ts'
import { optionalPackage } from './optional-package.ts'
import { textOfHtml } from './read-html.ts'

/** Text of a Word document: headings, lists and tables kept, images, comments and deleted words left out. */
export async function readDocx({ name, bytes, limits }: DocumentBytes): Promise<{ text: string }> {
  await assertArchive({ name, bytes, limits })
  const { default: mammoth } = await optionalPackage(() => import('mammoth'), {
    packages: 'mammoth linkedom',
    needed: 'Reading DOCX',
  })
  const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }))
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage })
    return { text: await textOfHtml(value) }
  } catch (cause) {
    if (cause instanceof DataError) throw cause
    throw new DataError(`${name} does not read as DOCX: ${messageOf(cause)}`, { cause })
  }
}
