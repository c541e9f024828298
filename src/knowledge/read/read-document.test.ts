import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../text/sha256.ts'
import { docxOf, pdfOf, zipOf } from './document.fixture.ts'
import { optionalPackage } from './optional-package.ts'
import { readDocument } from './read-document.ts'
import { readFolder } from './read-folder.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('readDocument', () => {
  test('text: byte order marks, line ends, form feeds', async () => {
    const bytes = utf8('\ufeffOne\r\ntwo\fthree')
    expect(await readDocument(bytes, { name: 'a.txt' })).toEqual({
      name: 'a.txt',
      text: 'One\ntwo\n\nthree',
      kind: 'text',
      sha256: sha256(bytes),
    })
    const wide = Buffer.from('\ufeffHör zu', 'utf16le')
    expect(await readDocument(wide, { name: 'a.md' })).toMatchObject({ text: 'Hör zu', kind: 'markdown' })
  })

  test('HTML: headings, lists and tables are kept, scripts and navigation are not', async () => {
    const html = `<html><head><title>T</title><script>var x</script></head><body><nav>Home</nav>
      <h1>Terms &amp; more</h1><p>First<br>second  line.</p><h2>Law</h2><ol><li>One</li><li><p>Two</p></li></ol>
      <table><tr><th>Fee</th><td>10</td></tr></table></body></html>`
    const { text } = await readDocument(utf8(html), { name: 'a.html' })
    expect(text).toBe('# Terms & more\n\nFirst\nsecond line.\n\n## Law\n\n1. One\n2. Two\n\nFee | 10')
  })

  test('HTML: the encoding it names counts', async () => {
    const bytes = Buffer.from(
      '<meta charset="windows-1252"><body><p>Gebühr 10 €</p></body>'.replace('€', '\u0080'),
      'latin1',
    )
    expect((await readDocument(bytes, { name: 'a.htm' })).text).toBe('Gebühr 10 €')
  })

  test('HTML: the main part of a page with a lot around it', async () => {
    const sentence =
      'The pump runs for two years without service, and then its filter must be changed by hand. '
    const html = `<html><head><title>Pump</title></head><body><div class="sidebar">${'<a href="x">Other</a> '.repeat(20)}</div>
      <article><h1>Pump</h1><h2>Care</h2>${`<p>${sentence.repeat(4)}</p>`.repeat(4)}</article><footer>Imprint</footer></body></html>`
    const { text } = await readDocument(utf8(html), { name: 'a.html' })
    expect(text).toContain('## Care')
    expect(text).toMatch(/^# Pump/u)
    expect(text).not.toContain('Other')
  })

  test('HTML nested very deep does not break the reader', async () => {
    const html = `${'<div>'.repeat(5_000)}deep${'</div>'.repeat(5_000)}`
    expect((await readDocument(utf8(html), { name: 'a.html' })).text).toBe('deep')
  })

  test('PDF: text by page, and where each begins', async () => {
    const { text, pages } = await readDocument(pdfOf(['First page', 'Second page']), { name: 'a.pdf' })
    expect(text).toBe('First page\n\nSecond page')
    expect(pages).toEqual([0, 12])
  })

  test('PDF: scanned pages, too many pages and damage are told', async () => {
    await expect(readDocument(pdfOf(['', '']), { name: 'a.pdf' })).rejects.toThrow(
      'a.pdf has 2 pages and hardly any text: its pages are probably scanned images.',
    )
    await expect(readDocument(pdfOf(['a', 'b']), { name: 'a.pdf', limits: { pages: 1 } })).rejects.toThrow(
      'a.pdf has 2 pages. At most 1 are read.',
    )
    await expect(readDocument(utf8('%PDF-1.4 nothing'), { name: 'a.pdf' })).rejects.toThrow(
      'a.pdf does not read as PDF',
    )
  })

  test('DOCX: paragraphs and headings', async () => {
    const parts = docxOf([{ style: 'Heading1', text: 'Terms' }, { text: 'Pay in May.' }])
    expect((await readDocument(zipOf(parts), { name: 'a.docx' })).text).toBe('# Terms\n\nPay in May.')
  })

  test('DOCX: archives that inflate too far, lie about it, or hold something else are refused', async () => {
    const parts = { ...docxOf([{ text: 'x' }]), 'word/media/a.bin': new Uint8Array(3_000_000) }
    const limits = { inflatedBytes: 1_000_000 }
    await expect(readDocument(zipOf(parts), { name: 'a.docx', limits })).rejects.toThrow(
      'a.docx inflates to more than 1000000 bytes.',
    )
    await expect(readDocument(zipOf(parts, { 'word/media/a.bin': 10 }), { name: 'a.docx' })).rejects.toThrow(
      'a.docx is a damaged archive',
    )
    await expect(readDocument(zipOf({ 'a.txt': 'x' }), { name: 'a.docx' })).rejects.toThrow(
      'a.docx is an archive without word/document.xml: it is no Word document.',
    )
    await expect(readDocument(utf8('PK\u0003\u0004 cut off'), { name: 'a.docx' })).rejects.toThrow(
      'a.docx is a damaged archive',
    )
  })

  test('what the extension says must be what the bytes are', async () => {
    const refused = (bytes: Uint8Array, name: string, message: string) =>
      expect(readDocument(bytes, { name })).rejects.toThrow(message)
    await refused(pdfOf(['x']), 'a.txt', 'a.txt ends in .txt and is a PDF by its first bytes.')
    await refused(utf8('plain'), 'a.pdf', 'a.pdf ends in .pdf and is something else by its first bytes.')
    await refused(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'a.docx', 'an old or password-protected Office file')
    await refused(utf8('x'), 'a.doc', 'a.doc is not read: .doc is none of .txt,')
  })

  test('other encodings, binaries, empty files and large ones are refused', async () => {
    const refused = (bytes: Uint8Array, message: string, limits = {}) =>
      expect(readDocument(bytes, { name: 'a.txt', limits })).rejects.toThrow(message)
    await refused(Uint8Array.of(0x47, 0xfc, 0x74), 'a.txt does not read as utf-8.')
    await refused(Uint8Array.of(65, 0, 66), 'a.txt holds zero bytes: it is no text.')
    await refused(utf8(' \n'), 'a.txt holds no text.')
    await refused(utf8('12345'), 'a.txt has 5 bytes. At most 4 are read.', { bytes: 4 })
    await refused(utf8('12345'), 'a.txt holds 5 characters of text. At most 4 are read.', { characters: 4 })
  })
})

test('optionalPackage says what to install', async () => {
  const load = () => import('a-package-nobody-has' as string) as Promise<object>
  await expect(optionalPackage(load, { packages: 'unpdf', needed: 'Reading PDF' })).rejects.toMatchObject({
    message: 'Reading PDF needs a package that is not installed.',
    hint: 'npm install unpdf',
  })
})

describe('readFolder', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'knowledge-'))
    await mkdir(join(folder, 'sub'))
    await mkdir(join(folder, 'empty'))
    await writeFile(join(folder, 'b.md'), '# B\ntext')
    await writeFile(join(folder, 'sub', 'a.txt'), 'text')
    await writeFile(join(folder, 'logo.png'), 'x')
    await writeFile(join(folder, '.hidden.txt'), 'x')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('reads documents in order of their names, with a digest of names and bytes', async () => {
    const read = await readFolder(folder)
    expect(read.documents.map(({ name }) => name)).toEqual(['b.md', 'sub/a.txt'])
    expect(read.skipped).toEqual(['logo.png'])
    expect((await readFolder(`${folder}/`)).digest).toBe(read.digest)
    await writeFile(join(folder, 'b.md'), '# B\nother text')
    expect((await readFolder(folder)).digest).not.toBe(read.digest)
  })

  test('refuses folders without documents and paths that are none', async () => {
    await expect(readFolder(join(folder, 'empty'))).rejects.toThrow('holds no document. Read are .txt,')
    await expect(readFolder(join(folder, 'nowhere'))).rejects.toThrow('cannot be read as a folder.')
  })
})
