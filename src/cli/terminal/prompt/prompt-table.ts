import type { ListedPrompt, PromptState } from '../../../workflow/prompt/list-prompts.ts'
import { plainTable } from '../plain-table.ts'
import type { stdoutFacts } from '../terminal-facts.ts'
import { scoreWords } from './score-words.ts'

const stateWords: Readonly<Record<Exclude<PromptState, 'measured'>, string>> = {
  'not measured': 'not measured',
  edited: 'edited, not measured',
  new: 'new, not measured',
  'not written': 'a run writes it',
  removed: 'its file was removed',
}

/** The prompts of a task, a line each. */
export function promptTable(
  prompts: readonly ListedPrompt[],
  { colours }: Pick<ReturnType<typeof stdoutFacts>, 'colours'>,
): string {
  const table = plainTable([
    'prompt',
    'version',
    'author',
    'date',
    'score',
    'tokens',
    'made from',
    'in a run',
  ])
  for (const prompt of prompts) {
    const { name, version, author, at, parent } = prompt
    table.push([
      name,
      version ?? '–',
      author ?? '–',
      at?.slice(0, 10) ?? '–',
      scoreOf(prompt, colours),
      tokensOf(prompt),
      parent ?? '–',
      prompt.competes ? 'yes' : 'no',
    ])
  }
  return table.toString().replaceAll(/ +$/gmu, '')
}

function scoreOf({ state, score }: ListedPrompt, { dim, yellow }: ReturnType<typeof stdoutFacts>['colours']) {
  if (state === 'measured') return score === undefined ? '–' : scoreWords(score)
  return state === 'edited' || state === 'new' ? yellow(stateWords[state]) : dim(stateWords[state])
}

/** A guess counts the template alone, without what its variables bring. */
function tokensOf({ tokens }: ListedPrompt): string {
  if (tokens === undefined) return '–'
  return tokens.source === 'measured' ? String(tokens.value) : `over ${tokens.value}`
}
