import type { Verdict } from '../contracts/report.ts'
import type { Arm, DecisionRules } from './arm.ts'
import { judgeValidity } from './criteria/validity.ts'
import { decide, type Decision, type DecisionInput } from './decide.ts'

export const rules: DecisionRules = { metric: 'accuracy', target: 0.9, margin: 0.03, alpha: 0.05, seed: 1 }

export const task: DecisionInput['task'] = {
  name: 'test',
  kind: 'classification',
  success: {
    quality: { metric: 'accuracy', atLeast: 0.9, notWorseBy: 0.03 },
    latencyMs: { p95: 2000 },
    costPerQueryUsd: 0.05,
    readyInDays: 30,
    budgetUsd: 5000,
  },
  volume: { perMonth: 10_000, growthPerMonth: 0, horizonMonths: 12 },
  costs: {
    labourUsdPerHour: 0,
    machineUsdPerHour: 0.2,
    wrongAnswerUsd: 0,
    labelUsd: 0.5,
    sharedMachine: false,
  },
}

/** A finalist made of which rows it has right. */
export function arm(facts: {
  name: string
  family: Arm['family']
  kind?: string
  right: readonly boolean[]
  perQuery?: number
  hard?: Arm['hard']
  /** Rows at the end whose answer did not have the asked form, judged against a target. */
  form?: { unusable: number; target: number }
}): Arm {
  const { name, family, kind = `${family}/head`, right, perQuery = 0.0146, hard = [], form } = facts
  const usable = right.length - (form?.unusable ?? 0)
  return {
    name,
    kind,
    family,
    version: name,
    rows: right.map((isRight, index) => ({
      id: String(index),
      expected: 'x',
      output: isRight ? 'x' : 'y',
      counts: [isRight ? 1 : 0],
      ...(form === undefined ? {} : { isUsable: index < usable }),
    })),
    latenciesMs: [1],
    cost: {
      perQuery: { value: perQuery, low: perQuery, high: perQuery },
      upFrontUsd: 0,
      fitSeconds: 1,
    },
    hard: form === undefined ? hard : [...hard, judgeValidity(form.target, { usable, rows: right.length })],
  }
}

/** A verdict over arms, with what is not asked about filled in. */
export function decided(facts: {
  arms: readonly Arm[]
  reference?: string
  rules?: DecisionRules
  models?: DecisionInput['models']
  exploratory?: string
  learningCurve?: DecisionInput['learningCurve']
}): Decision {
  return decide({
    task,
    arms: facts.arms,
    reference: facts.reference,
    rules: facts.rules ?? rules,
    n: facts.arms[0]?.rows.length ?? 0,
    models: facts.models ?? { hostedTookPart: false, largestPromptedParameters: 135e6 },
    learningCurve: facts.learningCurve,
    ...(facts.exploratory === undefined ? {} : { exploratory: facts.exploratory }),
  })
}

/** The sentences of a verdict. */
export function linesOf({ because }: Verdict): string[] {
  return because.map(({ text }) => text)
}
