/** Longer than this is no instruction any more but a copy of the examples. */
const mostCharacters = 6000

/** The instruction in what a reflector wrote, or what is wrong with it. */
export type ReadInstruction = { instruction: string } | { problem: string }

/**
 * Finds the instruction: between <instruction> tags, else in the last fenced block, else in a JSON field of that name, else
 * the whole text without a sentence that announces it.
 */
export function readInstruction(text: string): ReadInstruction {
  const thought = text.replaceAll(/<think>[\s\S]*?<\/think>/gi, '')
  const found = tagged(thought) ?? fenced(thought) ?? fieldOf(thought) ?? withoutAnnouncement(thought)
  const instruction = found.trim()
  if (!/\p{L}/u.test(instruction)) return { problem: 'it holds no words' }
  if (instruction.length > mostCharacters)
    return { problem: `it has ${instruction.length} characters, and ${mostCharacters} are allowed` }
  return { instruction }
}

/** The closing tag may be missing where the answer was cut, but then the text is not whole. */
function tagged(text: string): string | undefined {
  return [...text.matchAll(/<instruction>([\s\S]*?)<\/instruction>/gi)].at(-1)?.[1]
}

function fenced(text: string): string | undefined {
  return [...text.matchAll(/```[a-z]*[ \t]*\n([\s\S]*?)\n?```/gi)].at(-1)?.[1]
}

function fieldOf(text: string): string | undefined {
  const [json] = /\{[\s\S]*\}/.exec(text) ?? []
  if (json === undefined) return undefined
  try {
    const value: unknown = JSON.parse(json)
    const field =
      typeof value === 'object' && value !== null && 'instruction' in value ? value.instruction : undefined
    return typeof field === 'string' ? field : undefined
  } catch {
    return undefined
  }
}

function withoutAnnouncement(text: string): string {
  return text.trim().replace(/^[^\n]{0,120}:[ \t]*\n+/, '')
}
