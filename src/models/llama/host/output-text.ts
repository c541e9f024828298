import { stopMatcher } from './stop-matcher.ts'
import { tokenText } from './token-text.ts'
import type { Detokenise } from './token-text.ts'

/** The answer's text as its tokens come. */
export interface OutputText {
  /** @returns whether a stop string was met. */
  push(token: number): boolean
  /** @returns the whole text, without the stop string and what followed it. */
  finish(): string
}

export interface OutputTextOptions {
  stops: readonly string[]
  detokenise: Detokenise
  /** Gets each piece of text once it is certain. */
  onText: (text: string) => void
}

export function outputText({ stops, detokenise, onText }: OutputTextOptions): OutputText {
  const pieces = tokenText(detokenise)
  const matcher = stopMatcher(stops)
  let written = ''
  let isStopped = false
  const write = (text: string): void => {
    if (text === '') return
    written += text
    onText(text)
  }
  const pass = (piece: string): boolean => {
    const { text, stopped } = matcher.push(piece)
    write(text)
    isStopped = stopped
    return stopped
  }
  return {
    push: (token) => pass(pieces.push(token)),
    finish() {
      if (!isStopped && !pass(pieces.rest())) write(matcher.rest())
      return written
    },
  }
}
