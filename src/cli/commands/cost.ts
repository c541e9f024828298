import type { Command } from 'commander'
import { TaskError } from '../../errors.ts'
import type { PricedPlan } from '../../decide/cost/plan-model.ts'
import { renderCost } from '../../report/render-cost.ts'
import { costOfPlan } from '../../workflow/cost-of-plan.ts'
import { loadPlan } from '../../workflow/load-plan.ts'
import { command } from '../command.ts'
import { askPlan } from '../terminal/cost-questions.ts'
import { isInteractive, stdoutFacts } from '../terminal/terminal-facts.ts'

export function costCommand(): Command {
  return command('cost', {
    description:
      'Prompting against tuning in money, from a plan alone: no data, no model. Asks without a file.',
    examples: [
      'crossover cost                    asks for the figures, one by one',
      'crossover cost plan.yaml',
      'crossover cost plan.yaml --json',
    ],
  })
    .argument('[plan]', 'YAML file with volume, prompt and tune; any figure a number or [low, high]')
    .option('--json', 'print the comparison as one JSON object')
    .action(async (path: string | undefined, { json }: { json?: true }) => {
      const cost = costOfPlan(path === undefined ? await askedPlan() : await loadPlan(path))
      const text = json === true ? JSON.stringify(cost) : renderCost(cost, stdoutFacts())
      process.stdout.write(`${text}\n`)
    })
}

/** @throws TaskError where nobody is there to be asked. */
async function askedPlan(): Promise<PricedPlan> {
  if (isInteractive()) return askPlan()
  throw new TaskError('No plan is named, and nobody is there to be asked for its figures.', {
    hint: [
      'Write one and name it, crossover cost plan.yaml:',
      '  volume: { perMonth: 10000 }',
      '  prompt: { costPerQueryUsd: 0.02 }',
      '  tune: { preparationUsd: 2000, trainingUsd: [100, 500], hostingUsdPerMonth: [200, 1000] }',
    ].join('\n'),
  })
}
