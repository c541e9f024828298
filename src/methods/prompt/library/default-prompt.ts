import type { Task } from '../../../contracts/task.ts'
import { defaultPrompts } from '../default-prompts.data.ts'

/** Names of the prompts that strategies bring along for a kind of task. */
export function defaultPromptNames(kind: Task['kind']): string[] {
  return Object.keys(defaultPrompts[kind])
}

/** The text a strategy starts with; nothing for a name that is no strategy's own. */
export function defaultPrompt(kind: Task['kind'], name: string): string | undefined {
  const texts: Readonly<Record<string, string>> = defaultPrompts[kind]
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}
