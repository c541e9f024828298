/** A prompt that came from elsewhere, as a template of this library. */
export interface ImportedPrompt {
  text: string
  /** What its file calls it and says of it, where it does. */
  title?: string
  description?: string
  /** What was taken for what, and what of the file has no counterpart here. */
  notes: string[]
}

/** How a file's variables are called here: `{ question: 'input' }`. */
export type VariableMap = Readonly<Record<string, string>>
