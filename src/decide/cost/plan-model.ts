import type { CostInput } from '../../contracts/cost.ts'
import type { CostPlan } from '../../contracts/cost-plan.ts'
import type { Figure } from '../../contracts/figure.ts'
import type { TokenPrice } from '../../prices/token-price.ts'
import type { ArmMoney, UnitPrice } from './arm-money.ts'
import { exactInput, rangeInput, type InputSource } from './cost-input.ts'
import type { InputValues, MoneyModel } from './money-model.ts'

type Side = 'prompt' | 'tune'

/** A plan whose models have their price rows. */
export interface PricedPlan {
  plan: CostPlan
  /** Name of the file, as the source of its figures. */
  file: string
  prices: Partial<Record<Side, TokenPrice>>
}

/** The two ways of a plan as money: what is absent counts as 0. */
export function modelOfPlan(priced: PricedPlan): MoneyModel {
  const { volume } = priced.plan
  return {
    inputs: inputsOf(priced),
    horizonMonths: volume.horizonMonths,
    at: (values) => {
      const prompt = promptMoney(priced, values)
      return {
        volume: {
          perMonth: values('volume.perMonth'),
          growthPerMonth: values('volume.growthPerMonth'),
        },
        arms: new Map([
          ['prompt', prompt],
          ['tune', tuneMoney(priced, { values, prompt })],
        ]),
      }
    },
  }
}

function promptMoney(priced: PricedPlan, values: InputValues): ArmMoney {
  return {
    upFrontUsd: values('prompt.developmentUsd') + values('prompt.evaluationUsd'),
    perMonthUsd: values('prompt.hostingUsdPerMonth') + values('prompt.upkeepUsdPerMonth'),
    ...runningMoney('prompt', priced, values),
  }
}

function tuneMoney(
  priced: PricedPlan,
  { values, prompt }: { values: InputValues; prompt: ArmMoney },
): ArmMoney {
  const made = values('tune.preparationUsd') + values('tune.trainingUsd')
  const share = values('tune.fallbackShare')
  return {
    upFrontUsd: made + values('tune.labellingUsd') + values('tune.evaluationUsd'),
    perMonthUsd:
      values('tune.hostingUsdPerMonth') +
      values('tune.upkeepUsdPerMonth') +
      (made * values('tune.retrainingPerYear')) / 12,
    ...runningMoney('tune', priced, values),
    ...(share === 0 ? {} : { fallback: { share, unit: prompt.unit } }),
  }
}

function runningMoney(side: Side, priced: PricedPlan, values: InputValues) {
  const isKnown = priced.plan[side].accuracy !== undefined
  const accuracy = values(`${side}.accuracy`)
  return {
    unit: unitOf(side, priced, values),
    declinePerYear: values('priceDeclinePerYear'),
    ...(isKnown ? { accuracy, extraPerQueryUsd: (1 - accuracy) * values('wrongAnswerUsd') } : {}),
  }
}

/** Tokens of one query at the price row; cacheable ones cost less when the vendor still has them. */
function unitOf(side: Side, { prices }: PricedPlan, values: InputValues): UnitPrice {
  const price = prices[side]
  if (price === undefined) return { kind: 'flat', usd: values(`${side}.costPerQueryUsd`) }
  const tokens = (name: string) => values(`${side}.tokens.${name}`)
  const output = (tokens('output') + tokens('reasoning')) * price.outputPerMillionUsd
  const miss = (tokens('input') * price.inputPerMillionUsd + output) / 1e6
  const discount = values(`${side}.batchDiscount`)
  if (discount > 0) return { kind: 'flat', usd: miss * (1 - discount) }
  const { cachedInputPerMillionUsd } = price
  const cacheable = Math.min(tokens('cacheable'), tokens('input'))
  if (cachedInputPerMillionUsd === undefined || cacheable === 0) return { kind: 'flat', usd: miss }
  const saved = (cacheable * (price.inputPerMillionUsd - cachedInputPerMillionUsd)) / 1e6
  return { kind: 'cached', missUsd: miss, hitUsd: miss - saved }
}

/** Every figure of the plan by its dotted key, absent ones exactly 0; then the price rows. */
function inputsOf({ plan, file, prices }: PricedPlan): CostInput[] {
  const source: InputSource = { source: file }
  const figures = planKeys(prices).map((key): CostInput => {
    const given = figureAt(plan, key)
    if (given === undefined) return exactInput(key, 0, { source: 'absent: counts as 0' })
    return typeof given === 'number' ? exactInput(key, given, source) : rangeInput(key, given, source)
  })
  const rows = (['prompt', 'tune'] as const).flatMap((side) => priceInputs(side, prices[side]))
  return [...figures, ...rows]
}

/** A price row as it is: known, dated, in USD per million tokens. */
function priceInputs(side: Side, price: TokenPrice | undefined): CostInput[] {
  if (price === undefined) return []
  const { source, asOf, ...rates } = price
  const from = { source, ...(asOf === undefined ? {} : { asOf }) }
  return Object.entries(rates).map(([name, usd]) => exactInput(`${side}.model.${name}`, usd, from))
}

/** The keys a plan's money is made of; of a side with a price row its tokens, else its cost per query. */
export function planKeys(prices: PricedPlan['prices']): string[] {
  const answers = (side: Side) => [
    ...(prices[side] === undefined
      ? [`${side}.costPerQueryUsd`]
      : [
          ...['input', 'cacheable', 'output', 'reasoning'].map((name) => `${side}.tokens.${name}`),
          `${side}.batchDiscount`,
        ]),
    ...['accuracy', 'evaluationUsd', 'hostingUsdPerMonth', 'upkeepUsdPerMonth'].map(
      (key) => `${side}.${key}`,
    ),
  ]
  return [
    'volume.perMonth',
    'volume.growthPerMonth',
    'prompt.developmentUsd',
    ...answers('prompt'),
    'tune.preparationUsd',
    'tune.labellingUsd',
    'tune.trainingUsd',
    ...answers('tune'),
    'tune.retrainingPerYear',
    'tune.fallbackShare',
    'wrongAnswerUsd',
    'priceDeclinePerYear',
  ]
}

/** The figure at a dotted key. */
export function figureAt(plan: CostPlan, key: string): Figure | undefined {
  let value: unknown = plan
  for (const part of key.split('.'))
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === part)?.[1]
        : undefined
  if (typeof value === 'number') return value
  if (!Array.isArray(value)) return undefined
  const [low, high]: unknown[] = value
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : undefined
}
