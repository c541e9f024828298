import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, FitOutcome, UploadRequest } from '../../../contracts/method.ts'
import type { ModelPool } from '../../../contracts/model.ts'
import { taskFileSchema, type Task } from '../../../contracts/task.ts'
import { trainingSplit } from '../../../data/split/training-split.ts'
import { startFakeVendor, type VendorAnswers } from '../../../models/http/tuning/fake-vendor.fixture.ts'
import { manualClock } from '../../../models/http/transport/manual-clock.fixture.ts'
import { createModelPool } from '../../../models/pool.ts'
import { openStore, type Store } from '../../../store/open-store.ts'
import { hosted } from './hosted.ts'

/** Rows of two desks; the answer stands in the text. */
export function deskRows(count: number, prefix = 'train'): Example[] {
  return Array.from({ length: count }, (_, at) => {
    const expected = at % 2 === 0 ? 'till' : 'stock'
    return {
      id: `${prefix}-${at}`,
      input: { text: `  ${prefix} ${at} about the ${expected} ` },
      expected,
      source: { file: `${prefix}.jsonl`, line: at + 1 },
    }
  })
}

/** A vendor by its name and the way it answers. */
export interface RigVendor {
  provider: string
  path: string
  answers?: VendorAnswers
}

/** A task whose only method is trained at a vendor on loopback, with a store, an own clock and a reader who agrees. */
export async function startHostedRig(
  { provider, path, answers }: RigVendor = { provider: 'lab', path: '/v1' },
) {
  const vendor = await startFakeVendor({}, answers)
  const folder = mkdtempSync(join(tmpdir(), 'crossover-hosted-'))
  const store = openStore(folder)
  const clock = manualClock()
  const task = taskOf(folder, provider, `${vendor.server.url}${path}`)
  const key = { value: 'sk-lab-0123456789' }
  const pool = createModelPool({
    home: join(folder, 'home'),
    providers: task.providers,
    keyOf: (name) => (name === 'LAB_KEY' ? key.value : undefined),
    clientOptions: { clock, random: () => 0.5 },
  })
  const asked: UploadRequest[] = []
  const labels: string[] = []
  const context = contextOf({ task, pool, store }, { asked, labels })
  const rig = {
    vendor,
    store,
    clock,
    task,
    key,
    context,
    /** What somebody was asked to agree to, and what was drawn. */
    asked,
    labels,
    split: trainingSplit({ train: deskRows(12), validation: deskRows(4, 'validation') }),
    fit(more: Partial<FitContext> = {}): Promise<FitOutcome> {
      const [spec] = hosted.specs(rig.task)
      if (spec === undefined) throw new RangeError('no spec')
      return hosted.fit(spec, rig.split, { ...context, ...more, task: rig.task })
    },
    async fitted(): Promise<Candidate> {
      const outcome = await rig.fit()
      if ('candidate' in outcome) return outcome.candidate
      throw new RangeError(`no candidate: ${JSON.stringify(outcome)}`)
    },
    async close() {
      await pool.close()
      store.close()
      await vendor.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return rig
}

/** What `startHostedRig` gives. */
export type HostedRig = Awaited<ReturnType<typeof startHostedRig>>

function contextOf(
  { task, pool, store }: { task: Task; pool: ModelPool; store: Store },
  { asked, labels }: { asked: UploadRequest[]; labels: string[] },
): FitContext {
  return {
    task,
    pool,
    artifacts: store.artifacts,
    open: () => Promise.reject(new RangeError('no parts here')),
    seed: 1,
    signal: new AbortController().signal,
    progress: ({ label }) => void labels.push(label),
    budget: { minutes: 20 },
    known: (recipe) => store.candidates.byRecipe(recipe),
    evaluate: () => Promise.reject(new RangeError('nothing to evaluate')),
    jobs: store.jobs,
    async mayUpload(request) {
      asked.push(request)
      return undefined
    },
  }
}

function taskOf(folder: string, provider: string, baseUrl: string): Task {
  const file = taskFileSchema.parse({
    name: 'desks',
    kind: 'classification',
    description: 'Which desk?',
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
    providers: { [provider]: { baseUrl, keyEnv: 'LAB_KEY' } },
    tuning: {
      hosted: [{ provider, base: 'tiny', trainingPerMillionUsd: 3, minimumUsd: 4 }],
    },
  })
  return { ...file, path: join(folder, 'task.yaml'), folder, defaults: [] }
}
