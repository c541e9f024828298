import { ModelError } from '../../errors.ts'

/** Pickles of protocol 2 and above begin with byte 0x80; PyTorch's are such a pickle, or a zip with one in it. */
const pickleByte = 0x80
const zipMagic = 'PK\u0003\u0004'

/**
 * Pickles run code when they are loaded: none is ever read here.
 *
 * @throws ModelError when the bytes begin as a pickle does.
 */
export function refusePickle(bytes: Uint8Array, name: string): void {
  const isZip = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === zipMagic
  // The same byte may begin a safetensors header's length: then the eighth is 0 and a brace follows.
  const isPickle = bytes[0] === pickleByte && bytes[8] !== 0x7b
  if (!isZip && !isPickle) return
  throw new ModelError(
    `${name} is a pickle, which can run code when it is loaded. Only safetensors are read.`,
    {
      hint: 'Save it with save_pretrained(…, safe_serialization=True) on a machine you can spare.',
    },
  )
}
