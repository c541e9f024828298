import type { Reason } from '../../contracts/reason.ts'
import type { LabelMore } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { choiceWorthUsd, yearlySavingUsd } from '../choice-worth.ts'
import type { PricedStanding, TableRow } from '../verdict-table.ts'
import { totalFigures } from './reference-figures.ts'
import { countWords, twoDigits } from './two-digits.ts'
import { usdWords } from './usd-words.ts'

interface Facts {
  row: TableRow
  standings: readonly PricedStanding[]
  labelMore?: LabelMore
  task: Pick<Task, 'costs' | 'volume'>
}

/**
 * What money says beside the choice (decision.md §5): that a cheaper arm may replace it (5b), or that finding out costs more
 * than the choice is worth (6). Nothing else is said here.
 */
export function explainCost(facts: Facts): Reason {
  if (facts.row.row === '5b') return explainRunnerUp(facts)
  return facts.row.row === '6' ? explainNotWorth(facts) : { text: '', figures: [] }
}

function explainRunnerUp({ row, labelMore, task }: Facts): Reason {
  const { arm: chosen, runnerUp } = row
  if (chosen === undefined || runnerUp === undefined) return { text: '', figures: [] }
  const { horizonMonths } = task.volume
  const saving = yearlySavingUsd(chosen, runnerUp, horizonMonths)
  const worth = saving === undefined ? '' : `; worth about ${usdWords(saving)} a year`
  const { name } = runnerUp.arm
  return {
    text: `${name} would be cheaper and is not shown to be good enough: ${settling(labelMore, task)} whether it may replace ${chosen.arm.name}${worth}.`,
    figures: totalFigures([chosen, runnerUp]),
  }
}

/** "label N more test rows (about X USD) to know", or that rows cannot tell. */
function settling(labelMore: LabelMore | undefined, { costs }: Facts['task']): string {
  if (labelMore === undefined) return 'its open criterion, not more rows, says'
  if (labelMore.rows === null || labelMore.reason !== undefined) return 'no sensible number of rows tells'
  const rows = twoDigits(labelMore.rows)
  const price = costs.labelUsd > 0 ? ` (about ${usdWords(rows * costs.labelUsd)})` : ''
  return `label ${countWords(rows)} more test ${rows === 1 ? 'row' : 'rows'}${price} to know`
}

/** Rows that cost more than the choice is worth are not advised without saying so. */
function explainNotWorth({ row, standings, labelMore, task }: Facts): Reason {
  const nothing = { text: '', figures: [] }
  if (row.arm === undefined || labelMore?.rows === undefined || labelMore.rows === null) return nothing
  const worth = choiceWorthUsd(row.arm, standings)
  const labelling = labelMore.rows * task.costs.labelUsd
  if (worth === undefined || labelling <= worth) return nothing
  const inPlay = standings.filter(({ state }) => state !== 'out')
  return {
    text: `Labelling so many rows costs about ${usdWords(labelling)}, more than the choice is worth in money over ${task.volume.horizonMonths} months (${worth < 1 ? 'less than 1 USD' : `about ${usdWords(worth)}`}): act on the leader, ${row.arm.arm.name}, unless missing the target costs you more than that.`,
    figures: totalFigures(inPlay),
  }
}
