import type { ChatMessage } from '../../../contracts/model.ts'
import { DataError, ModelError, messageOf } from '../../../errors.ts'
import type { LlamaModel } from './engine-surface.ts'
import type { JinjaLibrary } from './load-engine.ts'

/** Writes chats as the model's own template (in its file) does. */
export interface ChatTokeniser {
  /** The chat's tokens up to where the model's answer begins. */
  tokenise(messages: readonly ChatMessage[]): number[]
  /** The token the template ends an answer with, e.g. `<|im_end|>`. */
  terminator: number
}

/** @throws ModelError when the file has no chat template, or one that cannot be read. */
export function chatTokeniser(model: LlamaModel, jinja: JinjaLibrary): ChatTokeniser {
  const render = chatRenderer(model, jinja)
  return {
    terminator: terminatorOf(model, render),
    tokenise: (messages) => withBos(model, tokensOf(messages, { model, render })),
  }
}

type Render = (messages: readonly ChatMessage[], addGenerationPrompt: boolean) => string

function chatRenderer(model: LlamaModel, jinja: JinjaLibrary): Render {
  const source = model.fileInfo.metadata.tokenizer?.chat_template
  if (source === undefined) {
    throw new ModelError('The model file has no chat template.', {
      hint: 'Use an instruction-tuned model: its GGUF file holds tokenizer.chat_template.',
    })
  }
  const template = new jinja.Template(source)
  const { bos, eos } = model.tokens
  const bosText = bos === null ? '' : model.detokenize([bos], true)
  const eosText = eos === null ? '' : model.detokenize([eos], true)
  return (messages, addGenerationPrompt) => {
    const values = {
      messages,
      add_generation_prompt: addGenerationPrompt,
      bos_token: bosText,
      eos_token: eosText,
    }
    try {
      return template.render(values)
    } catch (cause) {
      throw new DataError(`The model's chat template refuses these messages: ${messageOf(cause)}`, { cause })
    }
  }
}

interface Tokenising {
  model: LlamaModel
  render: Render
}

/**
 * Usually the whole rendered chat in one go, as llama.cpp does. A content that spells a special token
 * (`<|im_end|>`) must not end its message: then the contents are tokenised apart, as plain text.
 */
function tokensOf(messages: readonly ChatMessage[], { model, render }: Tokenising): number[] {
  const contents = messages.map(({ content }) => content)
  const spelled = model.tokenize(contents.join('\n'), true)
  if (!spelled.some((token) => model.isSpecialToken(token)))
    return model.tokenize(render(messages, true), true)
  const marked = messages.map(({ role }, index) => ({ role, content: markOf(index) }))
  return render(marked, true)
    .split(markPattern)
    .flatMap((part, index) =>
      // split() puts the captured indexes at the odd places.
      index % 2 === 1 ? model.tokenize(contents[Number(part)] ?? '', false) : model.tokenize(part, true),
    )
}

/** Noncharacters: no template spells them. Contents are put back after the split, so theirs do no harm. */
function markOf(index: number): string {
  return `\uFDD0${index}\uFDD1`
}
const markPattern = /\uFDD0(\d+)\uFDD1/

/** What the template writes behind an answer, if that is an end-of-generation token; else the model's own. */
function terminatorOf(model: LlamaModel, render: Render): number {
  const answered: ChatMessage[] = [
    { role: 'user', content: 'x' },
    { role: 'assistant', content: markOf(1) },
  ]
  const behind = render(answered, false).split(markPattern).at(-1) ?? ''
  const [token] = model.tokenize(behind, true)
  if (token !== undefined && model.isEogToken(token)) return token
  if (model.tokens.eos !== null) return model.tokens.eos
  throw new ModelError('The model file names no end-of-turn token.')
}

function withBos(model: LlamaModel, tokens: number[]): number[] {
  const { bos, shouldPrependBosToken } = model.tokens
  if (!shouldPrependBosToken || bos === null || tokens[0] === bos) return tokens
  return [bos, ...tokens]
}
