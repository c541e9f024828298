import { expect, test } from 'vitest'
import type { Verdict } from '../contracts/report.ts'
import { findFlips } from './advice/find-flips.ts'
import { task } from './decide.fixture.ts'
import { decide } from './decide.ts'
import { gallery, type GalleryCase } from './gallery.fixture.ts'

const preface = `# Verdicts: a gallery

Made-up tasks whose truth is known, decided by the program. A test renders this page (\`src/decide/gallery.test.ts\`) and fails where a word
differs, so that wording is reviewed when it changes: \`npx vitest run src/decide/gallery -u\` writes it anew. Unless told otherwise: 300
test rows, target 90 %, margin 3 points, 10,000 answers a month for 12 months, labels at .50 USD, .0146 USD an answer, no labour. How verdicts
are reached, and what is tried to change them: [decide](decide.md).
`

test('every verdict of docs/verdicts.md reads as it is written there', async () => {
  const page = [preface, ...gallery.map(section)].join('\n')
  await expect(page).toMatchFileSnapshot('../../docs/verdicts.md')
})

function section({ title, truth, input }: GalleryCase): string {
  const whole = { task, n: input.arms[0]?.rows.length ?? 0, ...input }
  const { verdict, standings } = decide(whole)
  const flips = findFlips({ input: whole, standings }).map(({ text }) => text)
  const [first, ...rest] = verdict.because.map(({ text }) => text)
  const lines = [
    `## ${title}`,
    '',
    `*Truth:* ${truth}`,
    '',
    `> **${first}**`,
    ...rest.flatMap((text) => ['>', `> ${text}`]),
    ...(verdict.exploratory === undefined ? [] : ['>', `> Exploratory: ${verdict.exploratory}.`]),
    ...listed('Next:', verdict.next),
    ...listed('What would change it:', flips),
    '',
    `\`${summary(verdict)}\``,
  ]
  return `${lines.join('\n')}\n`
}

function listed(heading: string, texts: readonly string[]): string[] {
  return texts.flatMap((text, at) => [...(at === 0 ? ['>', `> ${heading}`, '>'] : []), `> - ${text}`])
}

function summary({ choice, candidate, leading, runnerUp, labelMore }: Verdict): string {
  const parts = {
    choice,
    candidate,
    leading: leading?.candidate,
    runnerUp,
    'labelMore.rows': labelMore?.rows,
    'labelMore.total': labelMore?.total,
  }
  return Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')
}

test('the gallery holds every choice and every row of the table', () => {
  const choices = new Set(
    gallery.map(({ input }) => decide({ task, n: input.arms[0]?.rows.length ?? 0, ...input }).verdict.choice),
  )
  expect([...choices].toSorted()).toEqual(['baseline', 'none', 'not-enough-evidence', 'prompt', 'tune'])
})
