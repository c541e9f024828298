/** The colours renderings ask for; picocolors' `createColors(boolean)` is one. Without colour each returns its text. */
export interface Colours {
  bold: (text: string) => string
  dim: (text: string) => string
  green: (text: string) => string
  red: (text: string) => string
  yellow: (text: string) => string
}

/** How to draw on a terminal: `width` in columns. */
export interface TerminalOptions {
  colours: Colours
  width: number
}
