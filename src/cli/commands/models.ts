import type Table from 'cli-table3'
import type { Command } from 'commander'
import { ensureModel } from '../../models/catalogue/ensure-model.ts'
import { listModels } from '../../models/catalogue/list-models.ts'
import { removeModel } from '../../models/catalogue/remove-model.ts'
import { command } from '../command.ts'
import { cacheHome } from '../home.ts'
import { plainTable } from '../terminal/plain-table.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { stopSignal } from '../terminal/stop-signal.ts'

export function modelsCommand(): Command {
  const models = command('models', {
    description: 'List, fetch or remove model weights in the cache.',
    examples: [
      'crossover models',
      'crossover models fetch local:minilm-l6',
      'crossover models remove local:smollm2-135m',
    ],
  })
  models.option('--json', 'print the list as JSON').action((flags: { json?: true }) => list(flags))
  models
    .command('fetch <name>')
    .description('Fetch a model’s weights now, verified by digest.')
    .action(fetchModel)
  models
    .command('remove <name>')
    .description('Delete a model’s weights from the cache.')
    .action(async (name: string) => {
      const freed = await removeModel(name, cacheHome())
      process.stdout.write(
        freed === 0 ? `${name} was not in the cache.\n` : `${name}: ${megabytes(freed)} freed.\n`,
      )
    })
  return models
}

function list({ json }: { json?: true }): void {
  const models = listModels(cacheHome())
  if (json === true) {
    process.stdout.write(`${JSON.stringify(models)}\n`)
    return
  }
  const table: Table.Table = plainTable(['name', 'for', 'weights', 'licence', 'size', 'cached'])
  for (const model of models)
    table.push([
      model.name,
      model.role,
      `${Math.round(model.parameters / 1e6)}M`,
      model.licence,
      megabytes(model.bytes),
      model.isCached ? 'yes' : 'no',
    ])
  process.stdout.write(`${table.toString()}\n`)
}

async function fetchModel(name: string): Promise<void> {
  const line = progressLine()
  const { files } = await ensureModel({
    name,
    home: cacheHome(),
    progress: (event) => line.update(event),
    signal: stopSignal(),
  })
  line.done()
  process.stdout.write(`${name}: ${files.model}\n`)
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
