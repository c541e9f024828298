import type { FitContext } from '../../../contracts/method.ts'
import type { ChatMessage, LanguageModel } from '../../../contracts/model.ts'
import type { CanaryReport } from '../../../contracts/training-report.ts'
import type { Canary } from './draw-canaries.ts'
import { otherCodes } from './draw-canaries.ts'
import { exposureBits } from './exposure-bits.ts'
import { forceAnswers } from './force-answers.ts'

/** A canary and the chat that asks for it. */
export interface AskedCanary extends Canary {
  messages: ChatMessage[]
}

/** Who is asked, and for whom. */
export interface CanaryMeasuring {
  /** With the adapter that was trained on them. */
  model: LanguageModel
  /** Of the candidate, for progress. */
  name: string
  context: Pick<FitContext, 'signal' | 'progress'>
}

/** Enough for the answer where a token is a byte. */
const answerTokens = 32

/**
 * Asks a model for canaries it was trained on: how far each answer stands out among others of its form (teacher forcing), and which
 * codes it writes by itself, whichever canary it was asked for.
 *
 * @param canaries at least one.
 * @throws ModelError for a model that gives no token probabilities.
 */
export async function measureCanaries(
  canaries: readonly AskedCanary[],
  { model, name, context: { signal, progress } }: CanaryMeasuring,
): Promise<CanaryReport> {
  const bits: number[] = []
  const written: string[] = []
  for (const { messages, answer, others } of canaries) {
    progress({ label: `${name}: canary rows`, done: bits.length, total: canaries.length, unit: 'rows' })
    const asked = [answer, ...others].map((one) => ({ messages, answer: one }))
    const [own = Number.NEGATIVE_INFINITY, ...rest] = (await forceAnswers(model, asked, signal)).map(
      ({ logProbabilities }) => logProbabilities.reduce((sum, one) => sum + one, 0),
    )
    bits.push(exposureBits(own, rest))
    const sampling = { temperature: 0 }
    const { text } = await model.generate({ messages, maxTokens: answerTokens, sampling, signal })
    written.push(text)
  }
  return {
    count: canaries.length,
    others: otherCodes,
    exposureBits: {
      mean: bits.reduce((sum, one) => sum + one, 0) / bits.length,
      max: Math.max(...bits),
    },
    recited: canaries.filter(({ code }) => written.some((text) => text.includes(code))).length,
  }
}
