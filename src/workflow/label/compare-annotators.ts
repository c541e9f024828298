import { realpath } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { labelAgreement, type Annotator, type LabelAgreement } from '../../assess/review/label-agreement.ts'
import { readLabels } from '../../data/labels/read-labels.ts'
import { DataError } from '../../errors.ts'
import { standingLabels, type StandingLabel } from '../../data/labels/standing-labels.ts'

/** Agreement of everyone in some labels files, and the inputs of the rows in dispute. */
export interface AnnotatorComparison extends LabelAgreement {
  inputs: Record<string, string>
}

/**
 * Compares the standing labels of all people in labels files. Somebody who stands in two files counts as two annotators, told
 * apart by the file: that is how one person is compared with themselves.
 *
 * @throws DataError for a bad file, one file twice, fewer than two annotators, or no common row.
 */
export async function compareAnnotators(
  paths: readonly string[],
  { seed = 1 }: { seed?: number } = {},
): Promise<AnnotatorComparison> {
  await assertDistinct(paths)
  const files = await Promise.all(
    paths.map(async (path) => ({ path, standing: standingLabels(await readLabels(path)) })),
  )
  const agreement = labelAgreement(annotatorsOf(files), { seed })
  const texts = new Map(files.flatMap(({ standing }) => standing.map(({ id, record }) => [id, record.input])))
  const inputs = Object.fromEntries(agreement.disagreements.map(({ id }) => [id, texts.get(id) ?? '']))
  return { ...agreement, inputs }
}

/** A file agrees with itself in every row, and that says nothing of its labels. */
async function assertDistinct(paths: readonly string[]): Promise<void> {
  // A file that is not there is named where it is read.
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => resolve(path))))
  const second = real.findIndex((path, at) => real.indexOf(path) < at)
  if (second === -1) return
  const path = paths[second] ?? ''
  const first = paths[real.indexOf(real[second] ?? '')] ?? ''
  const what = first === path ? `${path} is given twice` : `${first} and ${path} are the same file`
  throw new DataError(`${what}: a file agrees with itself in every row.`, {
    hint: 'Name the labels files of two people, or two files of one person.',
  })
}

function annotatorsOf(files: readonly { path: string; standing: StandingLabel[] }[]): Annotator[] {
  const people = files.map(({ standing }) => new Set(standing.map(({ who }) => who)))
  return files.flatMap(({ path, standing }, at) =>
    [...(people[at] ?? [])].map((who) => {
      const isElsewhere = people.some((others, other) => other !== at && others.has(who))
      const labels = standing.flatMap(({ who: author, id, record }): [string, string][] =>
        author === who && record.action === 'label' ? [[id, record.output ?? '']] : [],
      )
      return { name: isElsewhere ? `${who} (${basename(path)})` : who, labels: new Map(labels) }
    }),
  )
}
