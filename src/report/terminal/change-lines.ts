import type { DataChange, MixChange, PeriodChange } from '../../contracts/data-change.ts'
import { displayWidth, fitRight, fitText } from '../display-width.ts'
import { area } from '../words/change-words.ts'
import { formatCount } from '../words/format-count.ts'
import type { TerminalOptions } from './colours.ts'
import { printableText } from './printable-text.ts'

const nameLimit = 24

/** One line a period: rows, whether its inputs look like train's, whether its mix of answers changed. */
export function changeLines({ periods }: DataChange, { colours, width }: TerminalOptions): string[] {
  const nameWidth = Math.min(nameLimit, Math.max(6, ...periods.map(({ name }) => displayWidth(name))))
  const head = `  ${fitText('period', nameWidth)}  ${fitRight('rows', 6)}  ${fitText('inputs', 16)}  mix of answers`
  const lines = periods.map((period) => {
    const inputs = fitText(inputCell(period), 16)
    const start = `  ${fitText(period.name, nameWidth)}  ${fitRight(formatCount(period.rows), 6)}`
    const mix = fitText(mixCell(period.mix), Math.max(10, width - displayWidth(start) - 20)).trimEnd()
    return `${start}  ${period.input.result === 'different' ? colours.yellow(inputs) : inputs}  ${mix}`
  })
  return periods.length === 0 ? [] : [colours.dim(head), ...lines]
}

function inputCell({ input }: PeriodChange): string {
  if (input.result === 'cannot-say' || input.auc === undefined) return 'too few'
  // Where nothing differs a cross-fitted AUC of few rows wanders below chance: a number there would only puzzle.
  return input.result === 'alike' ? 'alike' : `${input.result} ${area(input.auc.value)}`
}

function mixCell(mix: MixChange | undefined): string {
  if (mix === undefined) return ''
  if (mix.result === 'cannot-say') return 'too few'
  if (mix.result === 'same') return 'same'
  const moved = mix.labels.slice(0, 2).map(({ label, before, now }) => {
    return `${printableText(label)} ${Math.round(100 * before)} → ${Math.round(100 * now)} %`
  })
  return `changed: ${moved.join(', ')}`
}
