import { linearScale } from './linear-scale.ts'
import type { Scale } from './linear-scale.ts'

interface LogAxis {
  scale: Scale
  ticks: number[]
}

/** A base-10 axis over whole decades that hold all values (positive; others are left out of the domain). */
export function logAxis(values: number[], range: readonly [number, number]): LogAxis {
  const positive = values.filter((value) => value > 0)
  const low = Math.floor(Math.log10(Math.min(...positive)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...positive))))
  const linear = linearScale({ domain: [low, high], range })
  const every = Math.ceil((high - low) / 6)
  const decades = Array.from({ length: high - low + 1 }, (_, index) => low + index)
  return {
    scale: (value) => linear(value > 0 ? Math.log10(value) : low),
    ticks: decades.filter((_, index) => index % every === 0).map((decade) => Number(`1e${decade}`)),
  }
}
