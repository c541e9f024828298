import { Command } from 'commander'
import { crossoverVersion } from '../workflow/run/provenance.ts'
import { checkCommand } from './commands/check.ts'
import { doctorCommand } from './commands/doctor.ts'
import { engineCommand } from './commands/engine.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { labelCommand } from './commands/label.ts'
import { modelsCommand } from './commands/models.ts'
import { predictCommand } from './commands/predict.ts'
import { reportCommand } from './commands/report.ts'
import { runCommand } from './commands/run.ts'

const commands = [
  initCommand,
  importCommand,
  checkCommand,
  labelCommand,
  runCommand,
  evaluateCommand,
  predictCommand,
  reportCommand,
  exportCommand,
  modelsCommand,
  engineCommand,
  doctorCommand,
]

/** The whole command line. An unknown command or flag is an error, never ignored. */
export function createProgram(): Command {
  const program = new Command('crossover')
    .description(
      'Prompt, fine-tune or both? Measures them on your own labelled examples and says which to use.',
    )
    .version(crossoverVersion, '-v, --version')
    .showHelpAfterError('(crossover --help lists the commands)')
    .exitOverride()
  for (const command of commands) program.addCommand(withoutExit(command()))
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
