import { checkLabelSpelling } from './check-label-spelling.ts'
import { checkOneLabel } from './check-one-label.ts'
import { checkRareLabels } from './check-rare-labels.ts'
import { checkUnknownLabels } from './check-unknown-labels.ts'
import { checkUntrainedLabels } from './check-untrained-labels.ts'
import type { DataCheck } from './finding.ts'

const checks = [checkOneLabel, checkUnknownLabels, checkUntrainedLabels, checkRareLabels, checkLabelSpelling]

/** All that can be wrong with labels; nothing for tasks without labels. */
export const checkLabels: DataCheck = (facts) =>
  facts.task.kind === 'classification' ? checks.flatMap((check) => check(facts)) : []
