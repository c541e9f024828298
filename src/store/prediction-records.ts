import { predictionSchema, type Prediction } from '../contracts/prediction.ts'
import type { Database } from './sqlite.ts'

/** What an answer is known by: nothing is asked or paid for twice under one key. */
export interface PredictionKey {
  version: string
  inputHash: string
  sample: number
}

/** Answers, and failed attempts apart from them. */
export interface PredictionRecords {
  get(key: PredictionKey): Prediction | undefined
  /** The first ask of every input by one candidate, to be looked up by its hash: quicker than one by one for thousands. */
  firstAnswers(version: string): (inputHash: string) => Prediction | undefined
  save(key: PredictionKey, prediction: Prediction): void
  saveAttempt(key: PredictionKey, error: string): void
  countAttempts(version: string): number
}

/** @param runId names the run (machine, engines) that each answer is stored with. */
export function predictionRecords(database: Database, runId: string): PredictionRecords {
  const get = database.prepare(
    'select json from predictions where version = ? and input_hash = ? and sample = ?',
  )
  const first = database.prepare('select input_hash, json from predictions where version = ? and sample = 0')
  const save = database.prepare(
    'insert or ignore into predictions (version, input_hash, sample, run_id, json) values (?, ?, ?, ?, ?)',
  )
  const saveAttempt = database.prepare(
    'insert into attempts (version, input_hash, sample, run_id, at, error) values (?, ?, ?, ?, ?, ?)',
  )
  const countAttempts = database.prepare('select count(*) as n from attempts where version = ?')
  return {
    get({ version, inputHash, sample }) {
      const row = get.get(version, inputHash, sample) as { json: string } | undefined
      return row === undefined ? undefined : predictionSchema.parse(JSON.parse(row.json))
    },
    firstAnswers(version) {
      const rows = first.all(version) as { input_hash: string; json: string }[]
      const answers = new Map(rows.map(({ input_hash, json }) => [input_hash, json]))
      return (inputHash) => {
        const json = answers.get(inputHash)
        return json === undefined ? undefined : predictionSchema.parse(JSON.parse(json))
      }
    },
    save({ version, inputHash, sample }, prediction) {
      save.run(version, inputHash, sample, runId, JSON.stringify(prediction))
    },
    saveAttempt({ version, inputHash, sample }, error) {
      saveAttempt.run(version, inputHash, sample, runId, new Date().toISOString(), error)
    },
    countAttempts: (version) => (countAttempts.get(version) as { n: number }).n,
  }
}
