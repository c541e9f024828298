const nonBreakingSpace = '\u00A0'

/** A latency in milliseconds, or seconds from a thousand on: "4 ms", "0.4 ms", "1.2 s". */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 999.5) return `${short(milliseconds / 1000)}${nonBreakingSpace}s`
  return `${short(milliseconds)}${nonBreakingSpace}ms`
}

/** Work that took seconds: "2.1 s", "48 s", "3 min 20 s", "1 h 5 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.5) return `${short(seconds)}${nonBreakingSpace}s`
  const whole = Math.round(seconds)
  if (whole < 3600) return pair({ big: Math.floor(whole / 60), small: whole % 60, units: ['min', 's'] })
  const minutes = Math.round(whole / 60)
  return pair({ big: Math.floor(minutes / 60), small: minutes % 60, units: ['h', 'min'] })
}

function pair({ big, small, units }: { big: number; small: number; units: [string, string] }): string {
  const first = `${big}${nonBreakingSpace}${units[0]}`
  return small === 0 ? first : `${first} ${small}${nonBreakingSpace}${units[1]}`
}

function short(value: number): string {
  if (value === 0) return '0'
  if (value < 0.1) return String(Number(value.toPrecision(1)))
  return value < 9.95 ? String(Number(value.toFixed(1))) : Math.round(value).toLocaleString('en-US')
}
