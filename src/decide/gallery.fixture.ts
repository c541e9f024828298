import type { Arm } from './arm.ts'
import { arm, rules } from './decide.fixture.ts'
import type { DecisionInput } from './decide.ts'

/** A made-up task whose truth is known, as recorded answers. */
export interface GalleryCase {
  title: string
  /** What is true, in words. */
  truth: string
  input: Pick<DecisionInput, 'arms' | 'reference' | 'rules' | 'models'> &
    Partial<Pick<DecisionInput, 'stopped' | 'exploratory'>>
}

/** The first `right` of `n` rows are right, but for `lost` ones at the start that another has: so that the two disagree. */
function rows(right: number, { n = 300, lost = 0 } = {}): boolean[] {
  return Array.from({ length: n }, (_, row) => row >= lost && row < right + lost)
}

interface Made {
  form?: { unusable: number; target: number }
  hard?: Arm['hard']
  perQuery?: number
  n?: number
  lost?: number
}

const head = (right: number, { n, lost, ...more }: Made = {}) =>
  arm({
    name: 'head',
    family: 'tune',
    right: rows(right, { ...(n && { n }), ...(lost && { lost }) }),
    ...more,
  })
const prompt = (right: number, { n, lost, ...more }: Made = {}) =>
  arm({
    name: 'retrieved',
    family: 'prompt',
    kind: 'prompt/retrieved',
    right: rows(right, { ...(n && { n }), ...(lost && { lost }) }),
    ...more,
  })
const ngram = (right: number, { n, lost, ...more }: Made = {}) =>
  arm({
    name: 'n-gram linear',
    family: 'baseline',
    kind: 'baseline/ngram-linear',
    right: rows(right, { ...(n && { n }), ...(lost && { lost }) }),
    ...more,
  })

const tooSlow: Arm['hard'] = [
  { criterion: 'latencyMs.p95', target: 500, value: 900, bound: 950, result: 'fails' },
]
const unpriced: Arm['hard'] = [
  { criterion: 'costPerQueryUsd', target: 0.05, value: null, bound: null, result: 'cannot-say' },
]
/** An arm that nobody has a price of. */
function withoutPrice(arm: Arm): Arm {
  const { perQuery: _, ...cost } = arm.cost
  return {
    ...arm,
    cost: { ...cost, unknown: `${arm.name}: no price for its model; add it under prices: in the task file` },
  }
}

const strong = { hostedTookPart: true, strongest: 'openai:gpt-5.4-mini' }
const small = {
  hostedTookPart: false,
  largestPromptedParameters: 135e6,
  strongest: 'local:smollm2-135m',
  stronger: { model: 'openai:gpt-5.4-mini', questions: 420, usd: 0.12 },
}
const usual = { rules, models: strong }
const second = { ...rules, alpha: 0.0125 }

/** Both right on 56 rows, only A on 10, only B on 7, neither on 5 (decision.md §6). */
const worked = [
  arm({ name: 'small-model', family: 'tune', kind: 'recorded', right: rows(66, { n: 78 }) }),
  arm({
    name: 'retrieved',
    family: 'prompt',
    kind: 'prompt/retrieved',
    right: Array.from({ length: 78 }, (_, row) => row < 56 || (row >= 66 && row < 73)),
  }),
]

/** The gallery of docs/verdicts.md: one situation after the other, by the rows of the table. */
export const gallery: readonly GalleryCase[] = [
  {
    title: 'The tuned model is better',
    truth: 'The trained head is right in 97 % of cases, the prompt in 87 %, at one cost.',
    input: { ...usual, arms: [head(290), prompt(262)], reference: 'head' },
  },
  {
    title: 'The prompt is better',
    truth:
      'The prompt is right in 97 % of cases, the trained head in 88 %, and the head costs a little less.',
    input: { ...usual, arms: [head(264, { perQuery: 0.012 }), prompt(291)], reference: 'retrieved' },
  },
  {
    title: 'Tied in quality and in cost',
    truth: 'Both are right in 95 % of cases and cost the same: the simpler one is enough.',
    input: { ...usual, arms: [head(285, { lost: 4 }), prompt(285)], reference: 'retrieved' },
  },
  {
    title: 'Equal, and the tuned model clearly cheaper',
    truth: 'Both are right in 95 % of cases; the prompt costs forty times as much.',
    input: {
      ...usual,
      arms: [head(285, { lost: 4, perQuery: 0.0005 }), prompt(286, { perQuery: 0.02 })],
      reference: 'retrieved',
    },
  },
  {
    title: 'No language model is needed',
    truth: 'A linear model on words is as good as the rest and costs next to nothing.',
    input: {
      ...usual,
      arms: [ngram(287, { perQuery: 0.00001 }), head(288), prompt(288, { perQuery: 0.02 })],
      reference: 'head',
    },
  },
  {
    title: 'A prompt that is dominated',
    truth: 'The prompt is worse and dearer than the trained head.',
    input: {
      ...usual,
      arms: [head(289, { perQuery: 0.001 }), prompt(280, { perQuery: 0.03 })],
      reference: 'head',
    },
  },
  {
    title: 'Cheap, and perhaps too bad',
    truth: 'The trained head is right in 92 % of cases and costs a fifteenth; the target is 90 %.',
    input: { ...usual, arms: [head(277, { perQuery: 0.001 }), prompt(283)], reference: 'retrieved' },
  },
  {
    title: 'Noisy: 66 of 78 against 63 of 78',
    truth:
      'Nobody knows. Some would deploy the first; 78 rows cannot tell the two apart (target 80 %, margin 2 points).',
    input: {
      arms: worked,
      reference: 'small-model',
      rules: { ...rules, target: 0.8, margin: 0.02 },
      models: strong,
    },
  },
  {
    title: 'Not worth the labels',
    truth: 'Both are right in about 91 % of cases and cost a hundredth of a cent.',
    input: {
      ...usual,
      arms: [head(275, { perQuery: 0.0001 }), prompt(274, { perQuery: 0.00011 })],
      reference: 'head',
    },
  },
  {
    title: 'None is good enough',
    truth: 'The best is right in 80 % of cases; the target is 90 %.',
    input: { ...usual, arms: [ngram(200), head(240), prompt(228)], reference: 'head' },
  },
  {
    title: 'Good enough, and too slow',
    truth:
      'The prompt is right in 97 % of cases and takes .9 s where .5 s are allowed; the head is right in 80 %.',
    input: { ...usual, arms: [head(240), prompt(291, { hard: tooSlow })], reference: 'head' },
  },
  {
    title: 'Good enough, and out of form too often',
    truth:
      'The prompt is right in 93 % of cases; 5 % of its answers cannot be read, where 98 % are to have the asked form. The head is right in 80 %.',
    input: {
      ...usual,
      arms: [
        head(240, { form: { unusable: 0, target: 0.98 } }),
        prompt(284, { form: { unusable: 15, target: 0.98 } }),
      ],
      reference: 'head',
    },
  },
  {
    title: 'Perhaps in form often enough',
    truth:
      'The prompt is right in 96 % of cases and 99.3 % of its answers have the asked form: 98 % are asked, which 300 rows do not show.',
    input: {
      ...usual,
      arms: [
        head(240, { form: { unusable: 0, target: 0.98 } }),
        prompt(288, { form: { unusable: 2, target: 0.98 } }),
      ],
      reference: 'retrieved',
    },
  },
  {
    title: 'Too few rows for any claim',
    truth: 'Both are right on all of 20 rows. Even that cannot show 90 %.',
    input: { ...usual, arms: [head(20, { n: 20 }), prompt(20, { n: 20 })], reference: 'head' },
  },
  {
    title: 'No prompt was measured',
    truth: 'The trained head is right in 97 % of cases. How good a prompt would be is not known.',
    input: {
      ...usual,
      arms: [ngram(262), head(290)],
      reference: 'head',
      models: { hostedTookPart: false },
    },
  },
  {
    title: 'No trained model was measured',
    truth: 'The prompt is right in 91 % of cases.',
    input: { ...usual, arms: [prompt(273)], reference: 'retrieved' },
  },
  {
    title: 'Only a small language model took part',
    truth: 'The head is right in 97 % of cases; the prompt was put to a model of 135 million parameters.',
    input: { ...usual, arms: [head(290), prompt(130)], reference: 'head', models: small },
  },
  {
    title: 'A price that nobody knows',
    truth: 'The prompt is right in 97 % of cases; what it costs is unknown. The head is right in 85 %.',
    input: {
      ...usual,
      arms: [head(255), withoutPrice(prompt(291, { hard: unpriced }))],
      reference: 'retrieved',
    },
  },
  {
    title: 'A second opening of the test set',
    truth: 'The head is right in 93.7 % of cases: enough at 5 %, not at the 1.25 % of a second look.',
    input: { ...usual, rules: second, arms: [head(281), prompt(240)], reference: 'head' },
  },
  {
    title: 'A test set that is spent',
    truth: 'The head is right in 98 % of cases, on rows that were used for six verdicts.',
    input: {
      ...usual,
      rules: { ...rules, alpha: 0.05 / 36 },
      arms: [head(296), prompt(262)],
      reference: 'head',
      exploratory:
        'this test set was opened 6 times and is spent: read the verdict as exploratory and label fresh rows',
    },
  },
  {
    title: 'One that was stopped early',
    truth: 'The head is right in 97 % of 600 cases; the prompt was right in a third of the first 300.',
    input: {
      ...usual,
      arms: [ngram(500, { n: 600 }), head(582, { n: 600 })],
      reference: 'head',
      stopped: [{ name: 'retrieved', family: 'prompt', rows: 300, clause: 'quality' }],
    },
  },
]
