import type { Example } from '../../../contracts/example.ts'
import type { TrainingSplit } from '../../../contracts/method.ts'
import type { Task } from '../../../contracts/task.ts'
import { exportExamples } from '../../../data/export/export-examples.ts'
import { estimateChatTokens } from '../../../models/http/estimate-tokens.ts'
import type { AnswerFormat } from '../../prompt/answers/answer-format.ts'
import { shortChat } from './short-prompt.ts'

/** What is uploaded: chats as JSON lines, the answer last. */
export interface TrainingFiles {
  train: Uint8Array
  /** Absent without validation rows. */
  validation?: Uint8Array
  /** Tokens of train, once through: an upper estimate. */
  tokens: number
}

/** Writes the files. Each chat is the one the tuned model will be asked, and its answer. */
export async function trainingFiles(
  split: TrainingSplit,
  task: Task,
  format: AnswerFormat,
): Promise<TrainingFiles> {
  const ask = shortChat(task, format)
  const write = (rows: readonly Example[]) => writeChats(rows, ask)
  return {
    train: await write(split.train),
    ...(split.validation.length === 0 ? {} : { validation: await write(split.validation) }),
    tokens: split.train.reduce((sum, { input, expected }) => {
      const chat = [...ask(input.text), { role: 'assistant' as const, content: expected }]
      return sum + estimateChatTokens(chat)
    }, 0),
  }
}

async function writeChats(rows: readonly Example[], ask: ReturnType<typeof shortChat>): Promise<Uint8Array> {
  const [system] = ask('')
  const asked = rows.map((row) => ({
    ...row,
    input: { ...row.input, text: ask(row.input.text).at(-1)?.content ?? '' },
  }))
  return exportExamples(asked, { format: 'openai-chat', system: system?.content ?? '' })
}
