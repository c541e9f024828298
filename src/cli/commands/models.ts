import type { Command } from 'commander'
import { ensureModel } from '../../models/catalogue/ensure-model.ts'
import { listModels } from '../../models/catalogue/list-models.ts'
import { removeModel } from '../../models/catalogue/remove-model.ts'
import { suggestModels } from '../../models/catalogue/suggest-models.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { watchModels } from '../../workflow/watch/watch-models.ts'
import { command, defaultTaskPath } from '../command.ts'
import { ExitCode } from '../exit-code.ts'
import { cacheHome } from '../home.ts'
import { addByName } from '../terminal/models/add-by-name.ts'
import { machineMemory } from '../terminal/models/machine-memory.ts'
import { modelList } from '../terminal/models/model-list.ts'
import { watchWords } from '../terminal/models/watch-words.ts'
import { sizeWords } from '../terminal/models/size-words.ts'
import { progressLine } from '../terminal/progress-line.ts'
import { stopSignal } from '../terminal/stop-signal.ts'

export function modelsCommand(): Command {
  const models = command('models', {
    description: 'List, add, fetch or remove models in the cache.',
    examples: [
      'crossover models',
      'crossover models add hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf',
      'crossover models add ./model.gguf --name my-model',
      'crossover models fetch local:minilm-l6',
      'crossover models remove local:smollm2-135m',
      'crossover models --watch                what new prices and models would change of the latest verdict',
    ],
  })
  models
    .option('--json', 'print it as JSON')
    .option(
      '--watch [task]',
      'what today’s prices and hosted models would change of a task’s latest verdict; nothing is asked',
    )
    .action(async ({ watch, ...flags }: { json?: true; watch?: string | true }) => {
      if (watch === undefined) list(flags)
      else await watchTask(watch === true ? defaultTaskPath : watch, flags)
    })
  models
    .command('list')
    .description('The models here, and larger ones that can be added.')
    .action(() => list(models.opts<{ json?: true }>()))
  models
    .command('add <what>')
    .description('Add a larger model: hf:<org>/<repo>/<file.gguf> of the hub, or a GGUF file on disk.')
    .option('--name <name>', 'for a file on disk: its name in task files')
    .option('-y, --yes', 'download without asking')
    .action(addByName)
  models
    .command('fetch <name>')
    .description('Fetch a model’s weights now, verified by digest.')
    .action(fetchModel)
  models
    .command('remove <name>')
    .description('Delete a model’s weights from the cache; one that was added is forgotten.')
    .action(remove)
  return models
}

function list({ json }: { json?: true }): void {
  const models = listModels(cacheHome())
  const text =
    json === true ? `${JSON.stringify(models)}\n` : modelList(models, suggestModels(machineMemory(), models))
  process.stdout.write(text)
}

/** A verdict that would be another one ends with 1, so that a scheduled job can tell. */
async function watchTask(path: string, { json }: { json?: true }): Promise<void> {
  const watch = await watchModels(await loadTask(path), { keyOf: (name) => process.env[name] })
  process.stdout.write(json === true ? `${JSON.stringify(watch)}\n` : watchWords(watch, { now: new Date() }))
  const isOther = !('unknown' in watch.now) && !watch.now.isSame
  process.exitCode = isOther ? ExitCode.notMet : ExitCode.done
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

async function remove(name: string): Promise<void> {
  const home = cacheHome()
  const was = listModels(home).find((model) => model.name === name)
  const freed = await removeModel(name, home)
  const kept =
    was?.isCached === true ? 'is not here any more; another model has the same files' : 'was not in the cache'
  process.stdout.write(freed > 0 ? `${name}: ${sizeWords(freed)} freed.\n` : `${name} ${kept}.\n`)
}
