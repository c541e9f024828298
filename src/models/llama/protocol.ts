import * as z from 'zod'
import { usageSchema } from '../../contracts/prediction.ts'

/** What the program and the host process say to each other. Both sides check what they receive. */

const messagesSchema = z
  .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
  .min(1)

/** Each request names the adapter it runs with: a host that was started again needs to be told nothing. */
const adapterSchema = z.strictObject({ path: z.string(), sha256: z.string() })
const adapter = adapterSchema.optional()

const samplingSchema = z.strictObject({
  temperature: z.number().min(0),
  topP: z.number().gt(0).max(1).optional(),
  seed: z.number().int().optional(),
  maxTokens: z.number().int().positive().optional(),
})

const openSchema = z.strictObject({
  type: z.literal('open'),
  engineFolder: z.string(),
  modelPath: z.string(),
  threads: z.number().int().positive(),
  contextTokens: z.number().int().positive().optional(),
})

const countSchema = z.strictObject({ type: z.literal('count'), messages: messagesSchema })

const generateSchema = z.strictObject({
  type: z.literal('generate'),
  messages: messagesSchema,
  maxTokens: z.number().int().positive(),
  sampling: samplingSchema.optional(),
  stop: z.array(z.string().min(1)),
  stream: z.boolean(),
  /** GBNF: the answer is a text of it. */
  grammar: z.string().optional(),
  adapter,
})

const chooseSchema = z.strictObject({
  type: z.literal('choose'),
  messages: messagesSchema,
  labels: z.array(z.string().min(1)).min(1),
  adapter,
})

const scoreSchema = z.strictObject({
  type: z.literal('score'),
  messages: messagesSchema,
  answer: z.string(),
  adapter,
})

const adaptSchema = z.strictObject({ type: z.literal('adapt'), adapter: adapterSchema })

const taskSchema = z.discriminatedUnion('type', [
  openSchema,
  adaptSchema,
  countSchema,
  generateSchema,
  chooseSchema,
  scoreSchema,
])

/** To the host. */
export const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('task'), id: z.number().int(), task: taskSchema }),
  z.strictObject({ kind: z.literal('abort'), id: z.number().int() }),
])

const milliseconds = z.number().nonnegative()

const generatedSchema = z.strictObject({
  type: z.literal('generate'),
  text: z.string(),
  finishReason: z.enum(['stop', 'length']),
  usage: usageSchema,
  firstTokenMs: milliseconds,
  computeMs: milliseconds,
})

const chosenSchema = z.strictObject({
  type: z.literal('choose'),
  label: z.string(),
  probability: z.number(),
  alternatives: z.array(z.strictObject({ output: z.string(), probability: z.number() })),
  found: z.number(),
  frontier: z.number(),
  labelTokens: z.number().int(),
  steps: z.number().int(),
  usage: usageSchema,
  computeMs: milliseconds,
})

const scoredSchema = z.strictObject({
  type: z.literal('score'),
  promptTokens: z.array(z.number().int()),
  tokens: z.array(z.number().int()),
  logProbabilities: z.array(z.number()),
  argmaxTokens: z.array(z.number().int()),
})

const adaptedSchema = z.strictObject({ type: z.literal('adapt') })
const openedSchema = z.strictObject({ type: z.literal('open'), contextTokens: z.number().int().positive() })
const countedSchema = z.strictObject({ type: z.literal('count'), tokens: z.number().int() })

const answerSchema = z.discriminatedUnion('type', [
  openedSchema,
  adaptedSchema,
  countedSchema,
  generatedSchema,
  chosenSchema,
  scoredSchema,
])

const failureSchema = z.strictObject({
  code: z.enum(['data', 'model', 'engine', 'stopped']),
  message: z.string(),
})

/** From the host. */
export const replySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delta'), id: z.number().int(), text: z.string() }),
  z.strictObject({ kind: z.literal('answer'), id: z.number().int(), answer: answerSchema }),
  z.strictObject({ kind: z.literal('failure'), id: z.number().int(), failure: failureSchema }),
])

export type Task = z.infer<typeof taskSchema>
export type OpenTask = z.infer<typeof openSchema>
export type GenerateTask = z.infer<typeof generateSchema>
export type ChooseTask = z.infer<typeof chooseSchema>
export type ScoreTask = z.infer<typeof scoreSchema>
export type Adapter = z.infer<typeof adapterSchema>
export type Request = z.infer<typeof requestSchema>
export type Reply = z.infer<typeof replySchema>
export type Answer = z.infer<typeof answerSchema>
export type Generated = z.infer<typeof generatedSchema>
export type Chosen = z.infer<typeof chosenSchema>
export type Scored = z.infer<typeof scoredSchema>
export type Failure = z.infer<typeof failureSchema>
