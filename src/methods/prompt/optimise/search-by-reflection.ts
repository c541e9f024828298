import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { TrainingSplit, ValidationScore } from '../../../contracts/method.ts'
import { randomSource, type RandomSource } from '../../../stats/random-source.ts'
import { shuffle } from '../../../stats/shuffle.ts'
import { selectionOptimism } from '../search/selection-optimism.ts'
import type { OptimisedSpec, TriedPrompt } from './optimised-spec.ts'
import { drawFromFront } from './pareto-front.ts'
import { readInstruction } from './read-instruction.ts'
import { reflectionPrompt, reflectionTokens, type ReflectedRow } from './reflection-prompt.ts'
import { SearchLedger } from './search-ledger.ts'
import type { OptimiseSearch } from './search-wordings.ts'
import { asTemplateText, templateOf } from './template-of.ts'
import { answerRules } from './wordings.data.ts'

/** Train rows whose wrong answers a reflector sees. */
const batchRows = 6
/** Rounds at most, those included whose rows were all answered rightly. */
const mostRounds = 40

/** What reflection needs beyond what every search does. */
export interface ReflectiveSearch extends OptimiseSearch {
  reflector: string
  ask: (messages: ReturnType<typeof reflectionPrompt>, maxTokens: number) => Promise<Reflection>
  /** The first instruction. */
  instruction: string
  /** Where minibatches come from: train alone, so that no validation answer gets into a prompt. */
  train: TrainingSplit['train']
}

/** What a reflector wrote. */
export interface Reflection {
  text: string
  usage?: Parameters<SearchLedger['countQuestion']>[0]
}

/** A prompt of the population, scored on all validation rows. */
interface Member {
  name: string
  instruction: string
  choice: OptimiseSearch['choices'][number]
  spec: OptimisedSpec
  candidate: Candidate
  score: ValidationScore
  parent?: string
}

interface Reflecting extends ReflectiveSearch {
  ledger: SearchLedger
  random: RandomSource
  members: Member[]
  written: number
}

/**
 * Reflective search: a population of instructions, each scored on the same validation rows. A parent is drawn from the Pareto
 * front over rows; a reflector sees what it answered wrongly on a few train rows and writes a new instruction; a child that
 * does better on those rows is scored on validation and joins. At the end the best instruction meets the other ways to show
 * demonstrations. Everything is counted in calls and drawn by the seed.
 *
 * @see Agrawal et al. 2025, "GEPA: Reflective prompt evolution can outperform reinforcement learning"
 */
export async function searchByReflection(search: ReflectiveSearch): Promise<OptimisedSpec> {
  const { context, calls } = search
  const state: Reflecting = {
    ...search,
    ledger: new SearchLedger(context, calls),
    random: randomSource(context.seed),
    members: [],
    written: 0,
  }
  for (const choice of search.choices.slice(0, 3))
    await join(state, { name: choice.name, instruction: search.instruction, choice })
  for (let round = 1; round <= mostRounds; round += 1) {
    if (state.members.length === 0 || !canAfford(state)) break
    await reflectOnce(state, round)
  }
  await crossBest(state)
  return resultOf(state)
}

/** A round asks the batch of parent and child, the reflector, and all validation rows where the child is better. */
function canAfford({ ledger, rows }: Reflecting): boolean {
  return ledger.left >= 2 * batchRows + 1 + rows.length
}

type NewMember = Pick<Member, 'name' | 'instruction' | 'choice' | 'parent'>

/** Scores a prompt on validation and takes it into the population, where there are calls left for that. */
async function join(state: Reflecting, fresh: NewMember): Promise<void> {
  const { ledger, rows } = state
  const spec = specOf(state, fresh)
  const candidate = await state.fit(spec)
  if (ledger.costOf(candidate, rows) > ledger.left) return
  state.members.push({ ...fresh, spec, candidate, score: await ledger.evaluate(candidate, rows) })
}

function specOf({ language, context }: Reflecting, { instruction, choice }: NewMember): OptimisedSpec {
  const system = `${asTemplateText(instruction)}\n${answerRules[context.task.kind]}`
  return { language, template: templateOf(system, choice.spec.shows), ...choice.spec }
}

async function reflectOnce(state: Reflecting, round: number): Promise<void> {
  const { members, random, ledger } = state
  const parent =
    members[
      drawFromFront(
        members.map((member) => scoresOn(state.rows, member.score)),
        random,
      )
    ]
  if (parent === undefined) return
  const shown = new Set(parent.spec.rows)
  const pool = state.train.filter(({ id }) => !shown.has(id))
  const batch = shuffle(pool, random).slice(0, batchRows)
  const before = await ledger.evaluate(parent.candidate, batch)
  const wrong = wrongRows(batch, before)
  if (wrong.length === 0) return
  const { text, usage } = await state.ask(
    reflectionPrompt(state.context.task, parent.instruction, wrong),
    reflectionTokens,
  )
  ledger.countQuestion(usage)
  const read = readInstruction(text)
  if (!('instruction' in read) || members.some(({ instruction }) => instruction === read.instruction)) return
  state.written += 1
  const child = {
    name: `instruction ${round}`,
    instruction: read.instruction,
    choice: parent.choice,
    parent: parent.name,
  }
  const candidate = await state.fit(specOf(state, child))
  const after = await ledger.evaluate(candidate, batch)
  if (sumOf(after) > sumOf(before)) await join(state, child)
}

/** The best instruction was written beside one way to show demonstrations: the others may suit it better. */
async function crossBest(state: Reflecting): Promise<void> {
  const best = bestOf(state.members)
  if (best === undefined || best.parent === undefined) return
  for (const choice of state.choices)
    if (choice !== best.choice)
      await join(state, {
        name: `${best.name}, ${choice.name}`,
        instruction: best.instruction,
        choice,
        parent: best.name,
      })
}

function resultOf(state: Reflecting): OptimisedSpec {
  const { members, ledger, reflector, written, context, rows, choices, instruction } = state
  const best = bestOf(members)
  const [first] = choices
  if (first === undefined) throw new RangeError('there is always a way to show no demonstrations')
  const spec = best?.spec ?? specOf(state, { name: first.name, instruction, choice: first })
  const scores = members.map(({ score }) => scoresOn(rows, score))
  return {
    ...spec,
    optimisation: {
      by: 'reflection',
      reflector,
      written,
      winner: best?.name ?? first.name,
      calls: ledger.calls,
      tokens: ledger.tokens,
      optimism: selectionOptimism(scores, context.seed),
      tried: members.map(triedOf),
    },
  }
}

function triedOf({ name, score, parent, instruction }: Member): TriedPrompt {
  return {
    name,
    rows: score.n,
    merit: meritOf(score),
    tokens: Math.round(tokensOf(score)),
    instruction,
    ...(parent === undefined ? {} : { parent }),
  }
}

/** Fewer tokens on a tie; the first where that ties too. */
function bestOf(members: readonly Member[]): Member | undefined {
  return members.toSorted(
    (one, other) => meritOf(other.score) - meritOf(one.score) || tokensOf(one.score) - tokensOf(other.score),
  )[0]
}

function meritOf({ merit }: ValidationScore): number {
  return Number.isFinite(merit) ? Math.round(merit * 1e9) / 1e9 : -1e9
}

function tokensOf({ tokensPerQuery }: ValidationScore): number {
  return (tokensPerQuery?.input ?? 0) + (tokensPerQuery?.output ?? 0)
}

/** A row that was not answered is as bad as the worst that was. */
function scoresOn(rows: readonly Example[], score: ValidationScore): number[] {
  const byId = new Map(score.rows.map((row) => [row.id, row.score]))
  const worst = Math.min(0, ...byId.values())
  return rows.map(({ id }) => byId.get(id) ?? worst)
}

function wrongRows(batch: readonly Example[], score: ValidationScore): ReflectedRow[] {
  const outputs = new Map(score.rows.map((row) => [row.id, row.output]))
  return batch.flatMap(({ id, input, expected }) => {
    const output = outputs.get(id)
    return output === undefined || output === expected ? [] : [{ input: input.text, expected, output }]
  })
}

function sumOf(score: ValidationScore): number {
  return score.rows.reduce((sum, row) => sum + row.score, 0)
}
