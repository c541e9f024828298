import { chooseLabel } from '../choose-label.ts'
import type { Expansion, ExpansionResult } from '../choose-label.ts'
import type { TokenisedLabel } from '../label-trie.ts'
import type { ChooseTask, Chosen } from '../protocol.ts'
import { assertFits } from './assert-fits.ts'
import type { OpenContext } from './open-context.ts'
import type { OpenModel } from './open-model.ts'

type Choosing = Omit<Chosen, 'type' | 'computeMs'>

/**
 * Chooses one of the labels as the answer to a chat (`chooseLabel` has the search).
 *
 * @throws DataError when chat and label do not fit the context, or two labels have the same tokens.
 */
export async function choose(
  { open, context }: { open: OpenModel; context: OpenContext },
  task: ChooseTask,
  signal: AbortSignal,
): Promise<Choosing> {
  const prompt = open.chat.tokenise(task.messages)
  const labels = open.tokeniseLabels(task.labels)
  assertFits(open, prompt.length + Math.max(...labels.map(({ tokens }) => tokens.length)))
  const { sequence, probabilities } = context
  const draft = draftOf(task, labels)
  let cachedInputTokens: number | undefined

  const expand = async ({ path, children }: Expansion): Promise<ExpansionResult> => {
    const wantedFrom = prompt.length + path.length - children.length
    const ahead = startsWith(draft, path) ? draft.slice(path.length) : []
    const tokens = [...prompt, ...path]
    const { reused, evaluated, decodeCalls } = await sequence.evaluate({
      tokens,
      ahead,
      isStart: cachedInputTokens === undefined,
      wantedFrom,
      signal,
    })
    const steps = cachedInputTokens === undefined ? 0 : decodeCalls
    cachedInputTokens ??= Math.min(reused, prompt.length)
    const places = children.map((wanted, index) => ({
      logits: sequence.logitsAt(wantedFrom + index),
      tokens: wanted,
    }))
    const labelTokens = evaluated - Math.max(0, prompt.length - reused)
    return { probabilities: await probabilities(places), labelTokens, steps }
  }

  const choice = await chooseLabel({ labels, expand })
  const answer = labels.find(({ label }) => label === choice.label)
  return {
    ...choice,
    usage: {
      inputTokens: prompt.length,
      cachedInputTokens: cachedInputTokens ?? 0,
      outputTokens: answer?.tokens.length ?? 0,
      source: 'counted',
    },
  }
}

/**
 * The label to evaluate along with the prompt, on the chance that it is the answer: a label costs a few tokens at
 * the prompt's rate, a decode call of its own two or three times that. Demonstrations tell: the label most of them
 * answer, of equals the last. It changes no probability, only what is asked when (a miss counts in the budget).
 */
function draftOf({ messages }: ChooseTask, labels: readonly TokenisedLabel[]): readonly number[] {
  const counts = new Map<string, number>()
  let best = ''
  for (const { role, content } of messages) {
    if (role !== 'assistant') continue
    counts.set(content, (counts.get(content) ?? 0) + 1)
    if ((counts.get(content) ?? 0) >= (counts.get(best) ?? 0)) best = content
  }
  return labels.find(({ label }) => label === best)?.tokens.slice(0, -1) ?? []
}

function startsWith(tokens: readonly number[], front: readonly number[]): boolean {
  return front.length <= tokens.length && front.every((token, index) => tokens[index] === token)
}
