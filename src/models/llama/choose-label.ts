import { labelTrie } from './label-trie.ts'
import type { LabelTrie, TokenisedLabel } from './label-trie.ts'

/** Asks a model what it would write next at a few places of one label. */
export interface Expansion {
  /** Label tokens, from the label's first on. */
  path: number[]
  /**
   * `children[i]`: the tokens whose probability is wanted after the first `path.length - children.length + 1 + i`
   * tokens of the path. The last entry is always about what follows the whole path.
   */
  children: number[][]
}

export interface ExpansionResult {
  /** Unconstrained probabilities, in the shape of `children`. */
  probabilities: number[][]
  /** Label tokens the model had to evaluate for this, and decode calls beyond the prompt's own. */
  labelTokens: number
  steps: number
}

export interface ChooseLabelOptions {
  /** At least one; they differ in their tokens. */
  labels: readonly TokenisedLabel[]
  expand: (expansion: Expansion) => Promise<ExpansionResult>
  /** Label tokens after which no new step begins (the first complete label is always reached). */
  budget?: number
}

export interface LabelChoice {
  label: string
  /** p(label) / (found + frontier). */
  probability: number
  /** Every complete label found, best first; probabilities over the labels as above. */
  alternatives: { output: string; probability: number }[]
  found: number
  frontier: number
  labelTokens: number
  steps: number
}

interface Prefix {
  node: LabelTrie
  path: number[]
  /** The prefix's own probability: an upper bound of every label below it. */
  bound: number
}

interface Search {
  frontier: Prefix[]
  found: { output: string; score: number }[]
  labelTokens: number
  steps: number
}

/** Share of the found mass that may stay unexplored. */
const negligibleFrontier = 0.01

/**
 * The label a language model finds most probable, by best-first search over the labels' tokens (decision.md §7):
 * score = product of the unconstrained token probabilities, terminator included. It ends when no prefix left could
 * hold a better label and their mass is at most 1 % of the mass found, or when the budget is spent; what stays
 * unexplored counts as frontier. Tokens that only one continuation is possible for are asked about together.
 */
export async function chooseLabel(options: ChooseLabelOptions): Promise<LabelChoice> {
  const { labels, expand, budget = 64 } = options
  const root: Prefix = { node: labelTrie(labels), path: [], bound: 1 }
  const search: Search = { frontier: [root], found: [], labelTokens: 0, steps: 0 }
  while (!isDecided(search)) {
    const left = budget - search.labelTokens
    if (left <= 0 && search.found.length > 0) break
    const prefix = takeBest(search.frontier)
    if (prefix === undefined) break
    const chain = forcedChain(prefix, search.found.length > 0 ? left : Infinity)
    const result = await expand({ path: chain.path, children: chain.nodes.map(tokensBelow) })
    search.labelTokens += result.labelTokens
    search.steps += result.steps
    grow(search, { prefix, chain, probabilities: result.probabilities })
  }
  return summarise(search)
}

function isDecided({ frontier, found }: Search): boolean {
  const best = Math.max(...found.map(({ score }) => score), -1)
  if (frontier.some(({ bound }) => bound > best)) return false
  return frontierMass(frontier) <= negligibleFrontier * foundMass(found)
}

function takeBest(frontier: Prefix[]): Prefix | undefined {
  let best = 0
  for (let index = 1; index < frontier.length; index++) {
    if ((frontier[index]?.bound ?? 0) > (frontier[best]?.bound ?? 0)) best = index
  }
  return frontier.splice(best, 1)[0]
}

interface Chain {
  path: number[]
  /** The prefix's node and the nodes its only continuation leads to. */
  nodes: LabelTrie[]
}

/** Follows the prefix as long as there is one way on; `limit` bounds the tokens to evaluate. */
function forcedChain(prefix: Prefix, limit: number): Chain {
  const path = [...prefix.path]
  const nodes = [prefix.node]
  let node = prefix.node
  while (node.children.size === 1 && nodes.length < limit) {
    const [[token, child] = []] = node.children
    if (token === undefined || child === undefined || child.label !== undefined) break
    path.push(token)
    nodes.push(child)
    node = child
  }
  return { path, nodes }
}

function tokensBelow(node: LabelTrie): number[] {
  return [...node.children.keys()]
}

interface Grown {
  prefix: Prefix
  chain: Chain
  probabilities: number[][]
}

function grow(search: Search, { prefix, chain, probabilities }: Grown): void {
  const last = chain.nodes.length - 1
  let bound = prefix.bound
  for (let index = 0; index < last; index++) bound *= atMostOne(probabilities[index]?.[0])
  const children = [...(chain.nodes[last]?.children ?? [])]
  children.forEach(([token, child], index) => {
    const score = bound * atMostOne(probabilities[last]?.[index])
    if (child.label !== undefined) search.found.push({ output: child.label, score })
    else search.frontier.push({ node: child, path: [...chain.path, token], bound: score })
  })
}

/** Engines add up in single precision: a certain token may come out a hair above 1. */
function atMostOne(probability = 0): number {
  return Math.min(1, probability)
}

function summarise({ frontier, found, labelTokens, steps }: Search): LabelChoice {
  const sorted = found.toSorted((a, b) => b.score - a.score)
  const total = foundMass(found) + frontierMass(frontier)
  const alternatives = sorted.map(({ output, score }) => ({
    output,
    probability: total > 0 ? score / total : 0,
  }))
  const [best] = alternatives
  return {
    label: best?.output ?? '',
    probability: best?.probability ?? 0,
    alternatives,
    found: foundMass(found),
    frontier: frontierMass(frontier),
    labelTokens,
    steps,
  }
}

function foundMass(found: readonly { score: number }[]): number {
  return found.reduce((sum, { score }) => sum + score, 0)
}

function frontierMass(frontier: readonly Prefix[]): number {
  return frontier.reduce((sum, { bound }) => sum + bound, 0)
}
