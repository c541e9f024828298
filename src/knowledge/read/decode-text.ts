import { DataError } from '../../errors.ts'
import type { DocumentBytes } from './document.ts'

/**
 * Text of bytes in UTF-8, or UTF-16 with a byte order mark; HTML may name another encoding (`encoding`). Line ends
 * become `\n`, a form feed an empty line.
 *
 * @throws DataError when the bytes are not in that encoding, or are no text.
 */
export function decodeText(
  { name, bytes }: Pick<DocumentBytes, 'name' | 'bytes'>,
  encoding = 'utf-8',
): string {
  const text = decoded({ name, bytes }, markedEncoding(bytes) ?? encoding)
  if (text.includes('\0')) throw new DataError(`${name} holds zero bytes: it is no text.`)
  return text.replaceAll(/\r\n?/gu, '\n').replaceAll('\f', '\n\n')
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined
}

function decoded({ name, bytes }: Pick<DocumentBytes, 'name' | 'bytes'>, encoding: string): string {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return westernNames.has(encoding)
      ? text.replaceAll(/[\u0080-\u009f]/gu, (control) => western(control))
      : text
  } catch (cause) {
    throw new DataError(`${name} does not read as ${encoding}.`, { cause, hint: 'Save it as UTF-8.' })
  }
}

/** What the WHATWG calls windows-1252. Node before 24 decodes it as Latin-1: control characters for quotes and the euro. */
const westernNames = new Set(['windows-1252', 'cp1252', 'iso-8859-1', 'latin1', 'us-ascii', 'ascii'])
const westernSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function western(control: string): string {
  return westernSigns[control.charCodeAt(0) - 0x80] ?? control
}
