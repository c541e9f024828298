import { sha256 } from '../../../text/sha256.ts'

const digits = 10

/** What a prompt's text is known by: the first ten hex digits of its SHA-256. How lines end does not matter. */
export function promptVersion(text: string): string {
  return sha256(text.replaceAll('\r\n', '\n')).slice(0, digits)
}
