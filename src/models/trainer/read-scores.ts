import { readFile } from 'node:fs/promises'
import type { AnswerScore } from '../../contracts/model.ts'
import { scoredRowSchema } from './job.ts'

/** What a score job left: one score a line. */
export async function readScores(path: string): Promise<AnswerScore[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const { promptTokens, answerTokens, top, logProbabilities } = scoredRowSchema.parse(JSON.parse(line))
    return { promptTokens, tokens: answerTokens, argmaxTokens: top, logProbabilities }
  })
}
