import { Command } from 'commander'
import { crossoverVersion } from '../workflow/run/provenance.ts'

/** Each verb's file is loaded when it is needed: all of them take half a second to load. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./commands/init.ts')).initCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  check: async () => (await import('./commands/check.ts')).checkCommand(),
  label: async () => (await import('./commands/label.ts')).labelCommand(),
  synthesise: async () => (await import('./commands/synthesise.ts')).synthesiseCommand(),
  run: async () => (await import('./commands/run.ts')).runCommand(),
  decide: async () => (await import('./commands/decide.ts')).decideCommand(),
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand(),
  prompt: async () => (await import('./commands/prompt.ts')).promptCommand(),
  predict: async () => (await import('./commands/predict.ts')).predictCommand(),
  cost: async () => (await import('./commands/cost.ts')).costCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  jobs: async () => (await import('./commands/jobs.ts')).jobsCommand(),
  releases: async () => (await import('./commands/releases.ts')).releasesCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  models: async () => (await import('./commands/models.ts')).modelsCommand(),
  engine: async () => (await import('./commands/engine.ts')).engineCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
}

/**
 * The command line. An unknown command or flag is an error, never ignored.
 *
 * @param verb the first argument: of a known command the others are not loaded, to tell the version none is.
 */
export async function createProgram(verb?: string): Promise<Command> {
  const program = new Command('crossover')
    .description(
      'Prompt, fine-tune or both? Measures them on your own labelled examples and says which to use.',
    )
    .version(crossoverVersion, '-v, --version')
    .showHelpAfterError('(crossover --help lists the commands)')
    .exitOverride()
  const isKnown = verb !== undefined && Object.hasOwn(commands, verb)
  if (verb === '-v' || verb === '--version') return program
  for (const [name, load] of Object.entries(commands))
    if (!isKnown || name === verb) program.addCommand(withoutExit(await load()))
  return program.addHelpText(
    'after',
    `
Examples:
  crossover init tickets.csv --yes     write task.yaml for a file of examples
  crossover run                        measure, decide, report
  crossover predict "My card is lost"  answer with the chosen candidate`,
  )
}

/** A command and those below it throw instead of ending the process, so that the exit code is ours. */
function withoutExit(command: Command): Command {
  for (const inner of command.commands) withoutExit(inner)
  return command.exitOverride()
}
