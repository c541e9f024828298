import { confirm, isCancel } from '@clack/prompts'
import { ModelError, StoppedError } from '../../../errors.ts'
import { addModel } from '../../../models/catalogue/add-model.ts'
import type { AddPlan } from '../../../models/catalogue/add-plan.ts'
import { hubClient, type HubOptions } from '../../../models/catalogue/hub/hub-client.ts'
import { parseHubName } from '../../../models/catalogue/hub/hub-name.ts'
import { fitOf } from '../../../models/catalogue/memory-need.ts'
import { planHubModel } from '../../../models/catalogue/plan-hub-model.ts'
import { planLocalModel } from '../../../models/catalogue/plan-local-model.ts'
import { cacheHome } from '../../home.ts'
import { progressLine } from '../progress-line.ts'
import { stopSignal } from '../stop-signal.ts'
import { isInteractive } from '../terminal-facts.ts'
import { machineMemory } from './machine-memory.ts'
import { planWords } from './plan-words.ts'

/** Flags of `crossover models add`. */
export interface AddFlags {
  name?: string
  yes?: true
}

/**
 * Shows what a model of the hub or a file on disk is and needs, asks where a person is there, and adds it.
 *
 * @param what `hf:<org>/<repo>/<file.gguf>` or a path.
 */
export async function addByName(what: string, flags: AddFlags): Promise<void> {
  const hub = { ...hubFromEnvironment(), signal: stopSignal() }
  const plan = await planOf(what, flags, hub)
  const machine = machineMemory()
  process.stderr.write(planWords(plan, machine))
  const fit = fitOf(plan.memory, machine)
  if (flags.yes !== true && isInteractive()) await ask(plan, fit !== 'too large')
  const line = progressLine()
  try {
    await addModel(plan, { ...hub, home: cacheHome(), progress: (event) => line.update(event) })
  } finally {
    line.done()
  }
  process.stdout.write(`${plan.name} is added. In a task file: models: { language: ["${plan.name}"] }\n`)
}

/** The token stays here and in the client: it is never printed. */
function hubFromEnvironment(): HubOptions {
  const { HF_ENDPOINT: endpoint, HF_TOKEN: token } = process.env
  return { ...(endpoint ? { endpoint } : {}), ...(token ? { token } : {}) }
}

async function planOf(what: string, { name }: AddFlags, hub: HubOptions): Promise<AddPlan> {
  if (!what.startsWith('hf:')) {
    if (name !== undefined) return planLocalModel({ path: what, name, signal: hub.signal })
    throw new ModelError(`The file ${what} needs a name that task files can say.`, {
      hint: `crossover models add ${what} --name my-model   (then models.language: ["local:my-model"])`,
    })
  }
  if (name !== undefined) throw new ModelError(`${what} is its own name: --name is for files on disk.`)
  parseHubName(what)
  process.stderr.write(`Asking ${new URL(hubClient(hub).endpoint).host} about ${what}\n`)
  return planHubModel(what, hub)
}

async function ask({ name, origin }: AddPlan, isDefaultYes: boolean): Promise<void> {
  const message = `${origin.kind === 'hub' ? 'Download' : 'Copy'} it into the cache?`
  const answer = await confirm({ message, initialValue: isDefaultYes })
  if (isCancel(answer) || !answer) throw new StoppedError(`${name} was not added; nothing was downloaded.`)
}
