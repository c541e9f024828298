import type { Generation } from '../../../contracts/model.ts'
import { sumUsage, type Asked } from './ask-model.ts'

/** An answer with what was generated on the way to it: its tokens, its time and what was billed for it. */
export function withGenerations(before: readonly Generation[], answer: Asked): Asked {
  const sum = (pick: (generation: Generation) => number) =>
    before.reduce((total, generation) => total + pick(generation), 0)
  const usages = [...before.map(({ usage }) => usage), ...(answer.usage === undefined ? [] : [answer.usage])]
  const billed = [...before.map(({ billedUsd }) => billedUsd), answer.billedUsd].flatMap((usd) => usd ?? [])
  return {
    ...answer,
    usage: sumUsage(usages),
    latencyMs: answer.latencyMs + sum(({ latencyMs }) => latencyMs),
    computeMs: answer.computeMs + sum(({ computeMs }) => computeMs ?? 0),
    ...(billed.length > before.length ? { billedUsd: billed.reduce((a, b) => a + b, 0) } : {}),
  }
}
