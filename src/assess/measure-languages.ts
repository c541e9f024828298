import type { Example, ExampleSplit } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { normaliseText } from '../text/same-text.ts'
import { wordNgrams } from '../text/word-ngrams.ts'
import type { LanguageUse } from './text-facts.ts'

/** The code of a text's language, or nothing when it is not clear. */
export type DetectLanguage = (text: string) => string | undefined

const mostTexts = 300
const fewestLetters = 30
const fewestWords = 6
/** Share of characters that are letters, spaces and plain punctuation: below it a text is data, not prose. */
const proseShare = 0.85
const mostCharacters = 400
/** Words in a row that two texts hardly have in common by chance. */
const sharedWords = 5
/** How far the first guess must lie before the second. */
const clearMargin = 0.15

// Living languages with many writers. The library also knows some that a list of names or of codes is taken for.
const languages =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv mk ms nl no pl pt ro ru sk sr sv th tl tr uk ur vi zh'.split(
    ' ',
  )

/** Languages of up to 300 distinct texts each of train inputs, test inputs and, for generation, answers. */
export async function measureLanguages(
  { train, validation, test }: ExampleSplit,
  kind: Task['kind'],
  detect?: DetectLanguage,
): Promise<LanguageUse[]> {
  const judge = detect ?? (await loadDetector())
  const pool = [...train, ...validation]
  const use = (what: LanguageUse['what'], rows: readonly Example[], textOf: TextOf): LanguageUse =>
    countLanguages(what, sample(rows, textOf), judge)
  const inputs = [use('train inputs', pool, inputOf), use('test inputs', test, inputOf)]
  return kind === 'generation'
    ? [...inputs, use('answers', [...pool, ...test], (row) => row.expected)]
    : inputs
}

type TextOf = (row: Example) => string

function inputOf(row: Example): string {
  return row.input.text
}

/** Loads the library (a megabyte of word lists) at the first check that needs it. */
async function loadDetector(): Promise<DetectLanguage> {
  const { detectAll } = await import('tinyld')
  return (text) => {
    if (!isProse(text)) return undefined
    const [first, second] = detectAll(text.slice(0, mostCharacters), { only: languages })
    if (first === undefined || first.accuracy - (second?.accuracy ?? 0) < clearMargin) return undefined
    return first.lang
  }
}

function isProse(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const plain = text.match(/[\p{L}\p{M}\s,.!?'’"-]/gu)?.length ?? 0
  const words = text.match(/\p{L}+/gu)?.length ?? 0
  // Scripts without spaces have few "words".
  const hasWords = words >= fewestWords || /[\p{Script=Han}\p{Script=Kana}\p{Script=Thai}]/u.test(text)
  // Code, forms and records are written in no language.
  const structure = text.match(/[={}<>|\\_]/gu)?.length ?? 0
  return structure < 2 && letters >= fewestLetters && hasWords && plain >= proseShare * text.length
}

interface Sampled {
  row: Example
  text: string
}

/** Distinct texts, evenly over the file. */
function sample(rows: readonly Example[], textOf: TextOf): Sampled[] {
  const distinct = [...new Map(rows.map((row) => [textOf(row), row]))]
  const step = Math.max(1, distinct.length / mostTexts)
  const places = Array.from({ length: Math.min(mostTexts, distinct.length) }, (_, at) =>
    Math.floor(at * step),
  )
  return places.flatMap((place) => {
    const found = distinct[place]
    return found === undefined ? [] : [{ text: found[0], row: found[1] }]
  })
}

function countLanguages(what: LanguageUse['what'], texts: Sampled[], judge: DetectLanguage): LanguageUse {
  const rowsOf = new Map<string, Example[]>()
  for (const { row, text } of texts) {
    const code = judge(text)
    if (code !== undefined) rowsOf.set(code, [...(rowsOf.get(code) ?? []), row])
  }
  const found = [...rowsOf]
    .map(([code, rows]) => ({ code, rows }))
    .toSorted((one, other) => other.rows.length - one.rows.length)
  const judged = found.reduce((total, { rows }) => total + rows.length, 0)
  const textOf = new Map(texts.map(({ row, text }) => [row, text]))
  const languages = found.map(({ code, rows }, index) => ({
    code,
    rows: index === 0 ? rows : ofOwnWording(rows, (row) => textOf.get(row) ?? ''),
  }))
  return { what, judged, languages }
}

/**
 * Rows that have no long run of words in common with an earlier one. One name in many texts makes the same wrong guess of
 * all of them: seven sentences about one hotel are one piece of evidence, not seven.
 */
function ofOwnWording(rows: readonly Example[], textOf: TextOf): Example[] {
  const seen = new Set<string>()
  return rows.filter((row) => {
    const runs = wordNgrams(normaliseText(textOf(row)), sharedWords)
    const isOwn = runs.every((run) => !seen.has(run))
    for (const run of runs) seen.add(run)
    return isOwn
  })
}
