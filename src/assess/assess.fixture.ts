import type { Example, ExampleSplit } from '../contracts/example.ts'
import type { DataReport, Finding } from '../contracts/report.ts'
import { taskFileSchema, type TaskFile } from '../contracts/task.ts'
import { assessData } from './assess-data.ts'
import type { AssessedData } from './data-facts.ts'

const nouns = 'parcel invoice charger refund delivery keyboard account receipt warranty window'.split(' ')

let line = 0

export function row(text: string, expected = 'a'): Example {
  line += 1
  return { id: `r${line}`, input: { text }, expected, source: { file: 'a', line } }
}

/** Rows whose texts are far from each other, in label a or b. */
export function rowsOf(count: number, from = 0): Example[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    const words = [number, number * 7 + 3, number * 13 + 1].map((at) => `${nouns[at % 10]}${at}`)
    return row(words.join(' '), index % 2 === 0 ? 'a' : 'b')
  })
}

export function splitOf(changes: Partial<ExampleSplit> = {}): ExampleSplit {
  return { train: rowsOf(600), validation: rowsOf(20, 2000), test: rowsOf(300, 4000), ...changes }
}

const qualityOf = {
  classification: { metric: 'accuracy', atLeast: 0.9 },
  extraction: { metric: 'f1', atLeast: 0.6 },
  generation: { metric: 'chrF', atLeast: 0.5 },
} as const

export function taskOf(kind: TaskFile['kind'] = 'classification'): TaskFile {
  return taskFileSchema.parse({
    name: 't',
    kind,
    data: { train: 'a' },
    success: { quality: qualityOf[kind] },
  })
}

export function assess(changes: Partial<AssessedData> = {}): DataReport {
  return assessData({ task: taskOf(), split: splitOf(), openings: 0, ...changes })
}

export function finding({ findings }: DataReport, check: string): Finding | undefined {
  return findings.find((one) => one.check === check)
}
