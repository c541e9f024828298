/** Maps a value to a position in drawing units. */
export type Scale = (value: number) => number

interface ScaleOptions {
  /** Values at the two ends. */
  domain: readonly [number, number]
  /** Positions of the two ends; the first may be the larger, for upward axes. */
  range: readonly [number, number]
}

/** A linear scale whose positions never leave the range: a value off the axis sits on its end. */
export function linearScale({ domain, range }: ScaleOptions): Scale {
  const span = domain[1] - domain[0] || 1
  return (value) => {
    const share = Math.max(0, Math.min(1, (value - domain[0]) / span))
    return Number((range[0] + share * (range[1] - range[0])).toFixed(2))
  }
}
