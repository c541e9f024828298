import { InvalidArgumentError, type Command } from 'commander'
import type { EngineName } from '../../models/engines/engine.ts'
import { ensureEngine } from '../../models/engines/ensure-engine.ts'
import { listEngines } from '../../models/engines/list-engines.ts'
import { command } from '../command.ts'
import { cacheHome, npmCliPath } from '../home.ts'
import { plainTable } from '../terminal/plain-table.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { stopSignal } from '../terminal/stop-signal.ts'

export function engineCommand(): Command {
  const engine = command('engine', {
    description: 'List or install the engines that run models (pinned, in the cache).',
    examples: ['crossover engine', 'crossover engine add llama', 'crossover engine add trainer'],
  })
  engine.action(list)
  engine.command('list').description('List the engines, installed or not.').action(list)
  engine
    .command('add')
    .description('Install an engine now.')
    .argument('<name>', 'llama, onnx or trainer', parseEngine)
    .action(add)
  return engine
}

function parseEngine(value: string): EngineName {
  if (value === 'llama' || value === 'onnx' || value === 'trainer') return value
  throw new InvalidArgumentError(
    'Allowed: llama (language models), onnx (embeddings), trainer (fine-tuning; needs Python).',
  )
}

async function list(): Promise<void> {
  const table = plainTable(['engine', 'package', 'version', 'size', 'installed'])
  for (const { name, package: module, version, bytes, installed } of await listEngines(cacheHome()))
    table.push([name, module, version, `${Math.round(bytes / 1e6)} MB`, installed ? 'yes' : 'no'])
  process.stdout.write(`${table.toString()}\n`)
}

async function add(name: EngineName): Promise<void> {
  const line = progressLine()
  const { folder, version } = await ensureEngine({
    name,
    home: cacheHome(),
    progress: (event) => line.update(event),
    signal: stopSignal(),
    install: true,
    ...npmCliPath(),
  })
  line.done()
  process.stdout.write(`${name} ${version}: ${folder}\n`)
}
