import { ModelError } from '../../errors.ts'
import { languageArchitectures, otherArchitectures } from './architectures.data.ts'
import type { GgufFacts } from './gguf-facts.ts'

/**
 * Refuses a file the llama engine cannot answer prompts with.
 *
 * @returns what is doubtful, in sentences; empty when nothing is.
 * @throws ModelError when it is one piece of several, no language model, or has no tokenizer or chat template.
 */
export function assertRunnable(name: string, facts: GgufFacts): string[] {
  const { architecture, type, pieces, tokenizer, hasChatTemplate } = facts
  if (pieces > 1) {
    throw new ModelError(
      `${name} is one of ${pieces} files of a split model. Only models in one file are run.`,
      {
        hint: 'Take a smaller quantisation that is one file, or join the pieces with llama-gguf-split --merge.',
      },
    )
  }
  const other = otherArchitectures[architecture] ?? (type === 'model' ? undefined : `of the type "${type}"`)
  if (other !== undefined) {
    throw new ModelError(
      `${name} is ${other} (architecture ${architecture}), which writes no text. Architectures that run: ${languageArchitectures.join(', ')}.`,
    )
  }
  if (tokenizer === undefined || tokenizer === 'none') throw new ModelError(`${name} holds no tokenizer.`)
  if (!hasChatTemplate) {
    throw new ModelError(`${name} has no chat template, which prompts are written with.`, {
      hint: 'Take the instruction-tuned model of that name (often "-Instruct" or "-it").',
    })
  }
  if (languageArchitectures.includes(architecture)) return []
  return [
    `Architecture ${architecture} is not among the ${languageArchitectures.length} this llama engine names (llama, qwen2, gemma2 …): it may not load.`,
  ]
}
