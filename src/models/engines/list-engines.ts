import { folderSize } from '../watch-size.ts'
import { engineFolder, thisMachine } from './engine-folder.ts'
import type { Machine } from './engine-folder.ts'
import type { EngineName } from './engine.ts'
import { engineFacts } from './engines.data.ts'
import { ensureEngine } from './ensure-engine.ts'

/** One engine as the reader sees it. */
export interface EngineStatus {
  name: EngineName
  package: string
  version: string
  licence: string
  installed: boolean
  folder: string
  /** On disk when installed, else about what it will take. */
  bytes: number
}

/** Every engine crossover knows, installed or not. */
export function listEngines(home: string, machine: Machine = thisMachine): Promise<EngineStatus[]> {
  return Promise.all(Object.values(engineFacts).map(({ name }) => engineStatus(name, home, machine)))
}

async function engineStatus(name: EngineName, home: string, machine: Machine): Promise<EngineStatus> {
  const facts = engineFacts[name]
  const folder = engineFolder(name, home, machine)
  const installed = !('absent' in (await ensureEngine({ name, home, machine, install: false })))
  const bytes = installed ? await folderSize(folder) : facts.bytes
  return {
    name,
    package: facts.package,
    version: facts.version,
    licence: facts.licence,
    installed,
    folder,
    bytes,
  }
}
