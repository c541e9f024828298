import { Command } from 'commander'

/** A command with its one-line description and an example for `--help`. */
export function command(name: string, facts: { description: string; examples: string[] }): Command {
  const lines = facts.examples.map((example) => `  ${example}`)
  return new Command(name)
    .description(facts.description)
    .showHelpAfterError(`(crossover ${name} --help shows what is allowed)`)
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}

/** Where the task file is looked for when none is named. */
export const defaultTaskPath = 'task.yaml'
