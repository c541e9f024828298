import type { DataReport, Finding } from '../contracts/report.ts'
import { checkCleanTrain } from './check-clean-train.ts'
import { checkConflicts } from './check-conflicts.ts'
import { checkDuplicates } from './check-duplicates.ts'
import { checkSynthetic } from './check-synthetic.ts'
import { checkEnoughRows } from './check-enough-rows.ts'
import { checkExactLeakage } from './check-exact-leakage.ts'
import { checkLabels } from './check-labels.ts'
import { checkNearLeakage } from './check-near-leakage.ts'
import { checkResolution } from './check-resolution.ts'
import { checkTrainRows } from './check-train-rows.ts'
import { checkLabelBalance } from './check-label-balance.ts'
import { checkNearConflicts } from './check-near-conflicts.ts'
import { checkPersonalData } from './check-personal-data.ts'
import { checkEmptyTexts } from './check-empty-texts.ts'
import { checkTruncated } from './check-truncated.ts'
import { checkContexts } from './check-contexts.ts'
import { checkAnswerSchema } from './check-answer-schema.ts'
import { checkAnswerFormat } from './check-answer-format.ts'
import { checkAnswerStyle } from './check-answer-style.ts'
import { checkGiveaways } from './check-giveaways.ts'
import { checkLanguages } from './check-languages.ts'
import { checkBoilerplate } from './check-boilerplate.ts'
import { countLabels } from './count-labels.ts'
import { examplePairs } from './example-pairs.ts'
import { measureLengths } from './measure-lengths.ts'
import { type AssessedData, type DataFacts, dataFacts } from './data-facts.ts'
import type { DataCheck } from './finding.ts'

const checks: readonly DataCheck[] = [
  checkEnoughRows,
  checkResolution,
  checkTrainRows,
  checkLabels,
  checkLabelBalance,
  checkExactLeakage,
  checkNearLeakage,
  checkCleanTrain,
  checkConflicts,
  checkNearConflicts,
  checkPersonalData,
  checkEmptyTexts,
  checkTruncated,
  checkContexts,
  checkAnswerSchema,
  checkAnswerFormat,
  checkAnswerStyle,
  checkGiveaways,
  checkLanguages,
  checkBoilerplate,
  checkDuplicates,
  checkSynthetic,
]

const severities: readonly Finding['severity'][] = ['blocker', 'warning', 'note']

/**
 * Says of a task's examples whether they are enough, clean and separate. Leakage counts test rows against train and
 * validation together, and near includes exact; duplicates count rows of those two that repeat an earlier one; conflicts
 * count texts. Findings come worst first; a blocker is a finding, never an exception.
 */
export function assessData(data: AssessedData): DataReport {
  return assessFacts(dataFacts(data))
}

/** The same from facts that were computed before. */
export function assessFacts(facts: DataFacts): DataReport {
  const { train, validation, test } = facts.split
  const findings = checks.flatMap((check) => check(facts))
  return {
    rows: { train: train.length, validation: validation.length, test: test.length },
    labels: labelsOf(facts),
    leakage: leakageOf(facts),
    duplicates: {
      exact: facts.repeats.filter(({ isExact }) => isExact).length,
      near: facts.repeats.length,
    },
    conflicts: facts.conflicts.length,
    enough: facts.enough,
    testOpenings: facts.openings,
    findings: severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity)),
    lengths: measureLengths(facts),
    pairs: examplePairs(facts),
  }
}

function labelsOf({ task, split }: AssessedData): DataReport['labels'] {
  if (task.kind !== 'classification') return []
  const train = countLabels(split.train)
  const test = countLabels(split.test)
  const every = countLabels([...split.train, ...split.validation, ...split.test]).keys()
  return [...every].map((label) => ({ label, train: train.get(label) ?? 0, test: test.get(label) ?? 0 }))
}

function leakageOf({ leaks }: DataFacts): DataReport['leakage'] {
  const exact = leaks.filter((leak) => leak.exact.length > 0)
  const pairs = exact.filter(({ row, exact: twins }) => twins.some((twin) => twin.expected === row.expected))
  return {
    inputsExact: exact.length,
    inputsNear: leaks.length,
    pairsExact: pairs.length,
    inputsExactOtherOutput: exact.length - pairs.length,
  }
}
