/** Lets text through until one of the stop strings appears. */
export interface StopMatcher {
  /** @returns the text that is certain to be before any stop string, and whether one was met. */
  push(text: string): { text: string; stopped: boolean }
  /** What was held back in case it began a stop string. */
  rest(): string
}

/** A stop string may arrive in pieces: text that could be the beginning of one is held back. */
export function stopMatcher(stops: readonly string[]): StopMatcher {
  let held = ''
  return {
    push(text) {
      held += text
      const at = firstOf(held, stops)
      if (at >= 0) {
        const before = held.slice(0, at)
        held = ''
        return { text: before, stopped: true }
      }
      const safe = held.length - longestBeginning(held, stops)
      const through = held.slice(0, safe)
      held = held.slice(safe)
      return { text: through, stopped: false }
    },
    rest() {
      return held
    },
  }
}

function firstOf(text: string, stops: readonly string[]): number {
  const places = stops.map((stop) => text.indexOf(stop)).filter((place) => place >= 0)
  return places.length === 0 ? -1 : Math.min(...places)
}

/** Length of the longest end of `text` that begins a stop string. */
function longestBeginning(text: string, stops: readonly string[]): number {
  const longest = Math.max(0, ...stops.map((stop) => stop.length - 1))
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const end = text.slice(-length)
    if (stops.some((stop) => stop.startsWith(end))) return length
  }
  return 0
}
