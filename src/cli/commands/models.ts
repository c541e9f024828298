import type { Command } from 'commander'
import { ensureModel } from '../../models/catalogue/ensure-model.ts'
import { listModels } from '../../models/catalogue/list-models.ts'
import { removeModel } from '../../models/catalogue/remove-model.ts'
import { suggestModels } from '../../models/catalogue/suggest-models.ts'
import { command } from '../command.ts'
import { cacheHome } from '../home.ts'
import { addByName } from '../terminal/models/add-by-name.ts'
import { machineMemory } from '../terminal/models/machine-memory.ts'
import { modelList } from '../terminal/models/model-list.ts'
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
    ],
  })
  models.option('--json', 'print the list as JSON').action((flags: { json?: true }) => list(flags))
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
