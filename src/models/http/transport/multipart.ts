import { createHash } from 'node:crypto'

/** Fields of text and one file. */
export interface MultipartForm {
  fields: Readonly<Record<string, string>>
  file: {
    /** Name of the field. */
    field: string
    name: string
    /** Media type. */
    type: string
    bytes: Uint8Array
  }
}

/**
 * A form as `multipart/form-data` (RFC 7578), fields first. The boundary is the digest of the file, which no file holds of
 * itself: every attempt sends the same bytes.
 */
export function encodeMultipart({ fields, file }: MultipartForm): { type: string; body: Uint8Array } {
  const boundary = `crossover-${createHash('sha256').update(file.bytes).digest('hex').slice(0, 40)}`
  const texts = Object.entries(fields).map(
    ([name, value]) => `${opening(boundary, `name="${quoted(name)}"`)}\r\n${value}\r\n`,
  )
  const head = `${opening(boundary, `name="${quoted(file.field)}"; filename="${quoted(file.name)}"`)}content-type: ${file.type}\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(texts.join('') + head),
    file.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}

function opening(boundary: string, names: string): string {
  return `--${boundary}\r\ncontent-disposition: form-data; ${names}\r\n`
}

/** As browsers write them: https://html.spec.whatwg.org/#multipart-form-data */
function quoted(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
}
