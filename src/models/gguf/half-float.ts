/** The number that 16 bits of IEEE 754 binary16 stand for. */
export function halfToNumber(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const scratch = new DataView(new ArrayBuffer(4))

/** The 16 bits nearest to a number of single precision, ties to even, as NumPy's `astype(float16)`. */
export function numberToHalf(value: number): number {
  scratch.setFloat32(0, value)
  const bits = scratch.getUint32(0)
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00
  if (magnitude >= 0x47800000) return sign | 0x7c00
  if (magnitude < 0x38800000) return sign | subnormalHalf(magnitude)
  // Rebias the exponent (127 → 15), then round the 13 bits that fall away; a carry runs into the exponent rightly.
  const rebiased = magnitude - 0x38000000
  return sign | roundShift(rebiased, 13)
}

/** Below 2⁻¹⁴ a half is a multiple of 2⁻²⁴. */
function subnormalHalf(magnitude: number): number {
  const exponent = magnitude >>> 23
  const shift = 126 - exponent
  if (shift > 24) return 0
  return roundShift((magnitude & 0x7fffff) | 0x800000, shift)
}

function roundShift(value: number, shift: number): number {
  const kept = value >>> shift
  const rest = value & (2 ** shift - 1)
  const half = 2 ** (shift - 1)
  const isUp = rest > half || (rest === half && (kept & 1) === 1)
  return isUp ? kept + 1 : kept
}
