import type { Finding } from '../contracts/report.ts'
import { type DataCheck, findingOfRows, percentOf } from './finding.ts'
import type { LanguageUse } from './text-facts.ts'

/** A language counts from here on: guesses on short texts are wrong for about one in thirty. */
const fewestShare = 0.05
const fewestRows = 5
const fewestJudged = 20

const englishNames = new Intl.DisplayNames(['en'], { type: 'language' })

/** Whether inputs (and free answers) are in several languages, and whether test has one that train lacks. */
export const checkLanguages: DataCheck = ({ texts }) => {
  const uses = (texts?.languages ?? []).filter(({ judged }) => judged >= fewestJudged)
  const train = uses.find(({ what }) => what === 'train inputs')
  const test = uses.find(({ what }) => what === 'test inputs')
  return [...uses.flatMap((use) => mixOf(use)), ...untrained(train, test)]
}

function mixOf(use: LanguageUse): Finding[] {
  const counted = countedIn(use)
  if (counted.length < 2) return []
  const said = counted.map(({ code, rows }) => `${nameOf(code)} ${percentOf(rows.length, use.judged)}`)
  return [
    findingOfRows(
      counted.slice(1).flatMap(({ rows }) => rows),
      {
        check: 'language-mix',
        severity: 'note',
        message: `The ${use.what} are in ${counted.length} languages: ${said.join(', ')} (of ${use.judged} texts whose language is clear).`,
        next: 'See to it that train and test have each in the share of real questions, and that the models know them.',
      },
    ),
  ]
}

function untrained(train?: LanguageUse, test?: LanguageUse): Finding[] {
  if (train === undefined || test === undefined) return []
  const known = new Set(train.languages.map(({ code }) => code))
  const strange = countedIn(test).filter(({ code }) => !known.has(code))
  if (strange.length === 0) return []
  return [
    findingOfRows(
      strange.flatMap(({ rows }) => rows),
      {
        check: 'untrained-language',
        severity: 'warning',
        message: `Test has inputs in ${strange.map(({ code }) => nameOf(code)).join(', ')}; no train row that was looked at is.`,
        next: 'Add train rows in these languages, or leave them out of test if no real question is in them.',
      },
    ),
  ]
}

function countedIn({ languages, judged }: LanguageUse): LanguageUse['languages'] {
  return languages.filter(({ rows }) => rows.length >= Math.max(fewestRows, fewestShare * judged))
}

function nameOf(code: string): string {
  return englishNames.of(code) ?? code
}
