import * as z from 'zod'
import type { Artifact, Candidate } from '../../../contracts/candidate.ts'
import type { ArtifactStore } from '../../../contracts/method.ts'
import type { PromptComplexity } from '../../../contracts/prompt-report.ts'
import type { Task } from '../../../contracts/task.ts'
import { TaskError } from '../../../errors.ts'
import { estimateTokens } from '../../../models/http/estimate-tokens.ts'
import { getJson } from '../../artifact-codec.ts'
import { answerFormatSchema } from '../answers/answer-format.ts'
import { compilePrompt } from '../prompt-template.ts'
import { promptVariables } from '../prompt-variables.ts'

const promptShape = z.looseObject({ template: z.string(), demonstrations: z.number() })
const variable = /\{\{-?\s*([a-z_]\w*)/gi
const looped = /\{%-?\s*(?:for\s+\w+\s+in|if)\s+([a-z_]\w*)/gi
const loopNames = /\{%-?\s*for\s+(\w+)\s+in/gi

/**
 * How much a prompt says before any row: tokens (estimated from characters) of the template with labels and fields written
 * out, without demonstrations and input; its sections; the variables it names; the demonstrations it shows at most.
 *
 * @returns nothing for a candidate that is no prompt.
 */
export async function promptComplexity(
  candidate: Candidate,
  { task, artifacts }: { task: Task; artifacts: ArtifactStore },
): Promise<PromptComplexity | undefined> {
  const prompt = promptShape.safeParse(candidate.spec)
  if (candidate.family !== 'prompt' || !prompt.success) return undefined
  const { template, demonstrations } = prompt.data
  if (!candidate.artifacts.some(isFormat)) return undefined
  const format = answerFormatSchema.parse(await getJson(candidate, 'format', artifacts))
  const own = await learntVariables(candidate, artifacts)
  const written = writtenOut(template, { ...promptVariables(task, format), ...own })
  return {
    tokens: estimateTokens(written),
    sections: Math.max(1, (template.match(/^=== (?:system|user|assistant)[ \t]*$/gm) ?? []).length),
    variables: variablesOf(template).length,
    demonstrations,
  }
}

function isFormat({ name }: Artifact): boolean {
  return name === 'format'
}

/** `instructed` learns variables of its own. */
async function learntVariables(candidate: Candidate, artifacts: ArtifactStore): Promise<object> {
  if (!candidate.artifacts.some(({ name }) => name === 'instructions')) return {}
  return z.looseObject({}).parse(await getJson(candidate, 'instructions', artifacts))
}

/** The text of its messages; the template itself where it needs variables that only a row brings. */
function writtenOut(template: string, variables: object): string {
  try {
    const render = compilePrompt(template, 'of this candidate')
    const known = z.record(z.string(), z.json()).parse({ ...variables, demonstrations: [], input: '' })
    return render(known)
      .map(({ content }) => content)
      .join('\n')
  } catch (error) {
    if (error instanceof TaskError || error instanceof z.ZodError) return template
    throw error
  }
}

/** Names a template reads from outside, each once. */
function variablesOf(template: string): string[] {
  const namesOf = (pattern: RegExp) => [...template.matchAll(pattern)].flatMap(([, name]) => name ?? [])
  const inside = new Set([...namesOf(loopNames), 'forloop'])
  return [...new Set([...namesOf(variable), ...namesOf(looped)])].filter((name) => !inside.has(name))
}
