import type { Finding } from '../contracts/report.ts'
import { allRows } from './all-rows.ts'
import { countOf, type DataCheck, findingOfRows, percentOf } from './finding.ts'
import type { ContextUse } from './text-facts.ts'

/** A share of cut texts below which a score hardly moves. */
const fewCut = 0.05

/** Inputs that are longer than a competing model reads. */
export const checkContexts: DataCheck = (facts) => {
  const all = allRows(facts).length
  return (facts.texts?.contexts ?? []).flatMap((use) => (use.over.length === 0 ? [] : [findingOf(use, all)]))
}

function findingOf({ model, role, limit, countedBy, over }: ContextUse, all: number): Finding {
  const share = `${countOf(over.length, 'input')} (${percentOf(over.length, all)})`
  const counted =
    countedBy === 'tokenizer'
      ? ''
      : ' Estimated from characters, four a token: the model is not here to count.'
  if (role === 'embedding') {
    return findingOfRows(over, {
      check: 'over-long',
      severity: over.length < fewCut * all ? 'note' : 'warning',
      message: `${share} lose${over.length === 1 ? 's' : ''} text: ${model} reads the first ${limit} word pieces.${counted}`,
      next: 'Put what decides first, shorten the inputs, or judge what is tuned on this embedder with that in mind.',
    })
  }
  return findingOfRows(over, {
    check: 'over-long',
    severity: 'warning',
    message: `${share} ${over.length === 1 ? 'is' : 'are'} longer than the ${limit.toLocaleString('en-US')} tokens ${model} holds.${counted}`,
    next: 'Shorten them, split them, or name a model with a larger context.',
  })
}
