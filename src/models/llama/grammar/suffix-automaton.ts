/** A place in the automaton: what has been read so far. */
export interface SuffixState {
  /** The next state by the piece that leads to it. */
  next: Map<string, SuffixState>
  /** The piece that leads here (always the same one); absent at the start. */
  piece: string | undefined
}

interface Building extends SuffixState {
  next: Map<string, Building>
  length: number
  link: Building | undefined
}

/**
 * The smallest automaton that reads every stretch of a sequence of pieces and nothing else; at most twice as many states as pieces.
 *
 * @see Blumer et al. 1985, "The smallest automaton recognizing the subwords of a text"
 */
export function suffixAutomaton(pieces: readonly string[]): SuffixState {
  const start: Building = { next: new Map(), piece: undefined, length: 0, link: undefined }
  let last = start
  for (const piece of pieces) last = append(piece, { start, last })
  return start
}

function append(piece: string, { start, last }: { start: Building; last: Building }): Building {
  const added: Building = { next: new Map(), piece, length: last.length + 1, link: start }
  let state: Building | undefined = last
  while (state !== undefined && !state.next.has(piece)) {
    state.next.set(piece, added)
    state = state.link
  }
  const target = state?.next.get(piece)
  if (state === undefined || target === undefined) return added
  added.link = target.length === state.length + 1 ? target : copyFor(piece, state, target)
  return added
}

/** A state that stands for longer stretches too is copied for the shorter ones. */
function copyFor(piece: string, from: Building, target: Building): Building {
  const copy: Building = { ...target, next: new Map(target.next), length: from.length + 1 }
  target.link = copy
  let state: Building | undefined = from
  while (state !== undefined && state.next.get(piece) === target) {
    state.next.set(piece, copy)
    state = state.link
  }
  return copy
}
