import { InvalidArgumentError, type Command } from 'commander'
import { cancelJob, jobLogs, listJobs, type JobsOptions } from '../../workflow/jobs/task-jobs.ts'
import { loadTask } from '../../workflow/load-task.ts'
import { command, defaultTaskPath } from '../command.ts'
import { stopSignal } from '../terminal/stop-signal.ts'

interface JobsFlags {
  task: string
  json?: true
  lines: number
}

export function jobsCommand(): Command {
  const jobs = command('jobs', {
    description:
      'Training that outlives the run (tuning.where): how it stands, what it printed, an end to it.',
    examples: [
      'crossover jobs list',
      'crossover jobs logs crossover-1a2b3c4d',
      'crossover jobs cancel crossover-1a2b3c4d',
    ],
  })
  for (const below of [listCommand(), logsCommand(), cancelCommand()]) jobs.addCommand(below)
  return jobs
}

function listCommand(): Command {
  return withTask('list', 'The jobs of this task, oldest first.', 'crossover jobs list')
    .option('--json', 'print them as JSON')
    .action(async ({ task, json }: JobsFlags) => {
      const jobs = await listJobs(await loadTask(task), options())
      const lines = jobs.map(({ id, state, message }) => `${id}  ${state.padEnd(9)}  ${message}`)
      const words = lines.length === 0 ? 'No jobs yet.' : lines.join('\n')
      process.stdout.write(`${json === true ? JSON.stringify(jobs) : words}\n`)
    })
}

function logsCommand(): Command {
  return withTask('logs', 'The last lines that a job printed.', 'crossover jobs logs crossover-1a2b3c4d')
    .argument('<id>', 'of the job')
    .option('--lines <n>', 'so many', parseLines, 40)
    .action(async (id: string, { task, lines }: JobsFlags) => {
      process.stdout.write(`${await jobLogs(await loadTask(task), id, { ...options(), lines })}\n`)
    })
}

function cancelCommand(): Command {
  return withTask('cancel', 'Ends a job and all that it started.', 'crossover jobs cancel crossover-1a2b3c4d')
    .argument('<id>', 'of the job')
    .action(async (id: string, { task }: JobsFlags) => {
      const { state, message } = await cancelJob(await loadTask(task), id, options())
      process.stdout.write(`${id}  ${state}  ${message}\n`)
    })
}

function withTask(name: string, description: string, example: string): Command {
  return command(name, { description, examples: [example] }).option(
    '--task <path>',
    'task file or its folder',
    defaultTaskPath,
  )
}

function options(): JobsOptions {
  return { keyOf: (name) => process.env[name], signal: stopSignal() }
}

function parseLines(text: string): number {
  const lines = Number(text)
  if (Number.isInteger(lines) && lines > 0) return lines
  throw new InvalidArgumentError('It must be a whole number above 0.')
}
