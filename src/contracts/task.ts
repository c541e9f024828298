import * as z from 'zod'
import { familySchema } from './candidate.ts'
import { costsSchema } from './costs.ts'
import { jsonObjectSchema } from './json.ts'
import { textRulesSchema } from './text-rules.ts'

/** A target or a margin: 0 and 1 leave nothing to test. */
const inside = z.number().gt(0).lt(1)
const positive = z.number().positive()
const usd = z.number().nonnegative()

/** Metrics a task may be judged by; the kinds they belong to are in `metricsOfKind`. */
export const metricSchema = z.enum([
  'accuracy',
  'macroF1',
  'f1',
  'exactMatch',
  'rougeL',
  'chrF',
  'editEffort',
])
export type Metric = z.infer<typeof metricSchema>

/** Names of prompts: files `prompts/<name>.liquid`. */
export const promptNameSchema = z.string().regex(/^[a-z0-9-]{1,64}$/, 'must match [a-z0-9-]{1,64}')

/** Whose way of writing examples down a file follows; in `plain` rows the columns mean what `fields` says. */
export const exampleFormatSchema = z.enum([
  'plain',
  'openai-batch',
  'openai-stored',
  'promptfoo',
  'tensorzero',
  'langfuse',
  'openai-chat',
  'sharegpt',
  'alpaca',
  'prompt-completion',
])
export type ExampleFormatName = z.infer<typeof exampleFormatSchema>

const dataSchema = z
  .strictObject({
    examples: z.string().optional().describe('One file of examples, split by the program.'),
    train: z.string().optional(),
    validation: z.string().optional().describe('Otherwise 15 % of train, seeded.'),
    test: z.string().optional(),
    production: z.string().optional().describe('Unlabelled real inputs.'),
    synthetic: z
      .string()
      .optional()
      .describe(
        'Examples a model wrote (crossover synthesise): tuned methods are measured with and without.',
      ),
    knowledge: z.string().optional().describe('A folder of documents for retrieval.'),
    format: exampleFormatSchema.optional().describe('Of the files, where it is not to be recognised.'),
    sheet: z.string().optional().describe('Of spreadsheets, where it is not the first.'),
    fields: z
      .strictObject({
        input: z.string().default('input'),
        expected: z.string().default('output'),
        id: z.string().optional(),
        time: z.string().optional(),
        group: z.string().optional(),
      })
      .prefault({})
      .describe('Dotted paths of the fields to read.'),
    split: z
      .strictObject({ by: z.enum(['random', 'group', 'time']).default('random') })
      .prefault({})
      .describe('How a split that the program draws is drawn.'),
  })
  .refine((data) => (data.examples === undefined) !== (data.train === undefined), {
    message: 'give either `train` (with `test`) or one `examples` file',
  })

const successSchema = z.strictObject({
  quality: z
    .strictObject({
      metric: metricSchema,
      atLeast: inside.optional().describe('Between 0 and 1: 0.95 means 95 %.'),
      atMost: positive.optional().describe('For metrics where lower is better (editEffort).'),
      notWorseBy: inside.default(0.03).describe('The margin of "not worse than the reference".'),
    })
    .refine((quality) => (quality.atLeast === undefined) !== (quality.atMost === undefined), {
      message: 'give `atLeast` (or `atMost` where lower is better)',
    }),
  latencyMs: z
    .strictObject({ p50: positive.optional(), p95: positive.optional(), p99: positive.optional() })
    .default({ p95: 2000 }),
  validity: z
    .strictObject({ atLeast: inside })
    .optional()
    .describe('Share of answers in the asked form as they stand or mended: 0.98 means 98 %.'),
  costPerQueryUsd: positive.default(0.05),
  readyInDays: positive.default(30),
  budgetUsd: usd.default(5000),
})

const recordedSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,64}$/, 'must match [a-z0-9-]{1,64}'),
  family: familySchema,
  file: z.string(),
})

/** A price row of a model, USD per million tokens. */
export const priceSchema = z.strictObject({
  inputPerMillionUsd: usd,
  outputPerMillionUsd: usd,
  cachedInputPerMillionUsd: usd.optional(),
  asOf: z.iso.date().optional(),
  retires: z.iso.date().optional().describe('The day on which its vendor ends it, where you know it.'),
})

const providerSchema = z.strictObject({
  baseUrl: z.url().describe('With the version: https://api.example.com/v1'),
  keyEnv: z.string().optional().describe('Name of the environment variable that holds the key.'),
  protocol: z.enum(['openai-chat', 'openai-responses', 'anthropic-messages']).default('openai-chat'),
  contextTokens: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Of its models, when the server does not say.'),
})

const hostedTuningSchema = z.strictObject({
  provider: z
    .string()
    .describe(
      "openai, together, fireworks, or a server under `providers:` that speaks OpenAI's fine-tuning protocol.",
    ),
  base: z.string().describe("The vendor's own name of the model to train: gpt-4.1-nano."),
  epochs: z.number().int().min(1).max(50).default(3),
  trainingPerMillionUsd: usd
    .optional()
    .describe('Price of a million trained tokens, where it is not known or not current.'),
  minimumUsd: usd.optional().describe('The least that a job costs.'),
  servedAs: z
    .string()
    .optional()
    .describe('Name under which you deployed the trained model, at vendors where it needs a deployment.'),
})

const raySchema = z.strictObject({
  address: z.url().describe("Of the cluster's dashboard: http://127.0.0.1:8265."),
  artifacts: z
    .string()
    .describe('A folder that this machine and the cluster see under the same path; rows and bases go there.'),
  python: z.string().default('python').describe("The cluster's Python, with the trainer's packages."),
  gpus: z.number().int().min(0).default(0).describe('Graphics processors that a job waits for.'),
})

/** The task file (design §4). Unknown keys are errors; everything but the first four keys has a default. */
export const taskFileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must match [a-z0-9-]{1,64}'),
  kind: z.enum(['classification', 'extraction', 'generation']),
  description: z.string().optional().describe('One sentence for prompts: what is being asked of the model.'),
  data: dataSchema,
  labels: z
    .record(z.string(), z.string())
    .default({})
    .describe('Definitions of labels; may list labels that train lacks.'),
  schema: jsonObjectSchema.optional().describe('JSON Schema of the answer, for extraction.'),
  rules: textRulesSchema
    .optional()
    .describe('Form that generated texts must keep; otherwise what 95 % of the answers of train keep.'),
  success: successSchema,
  volume: z
    .strictObject({
      perMonth: positive.default(10_000),
      growthPerMonth: z.number().min(-0.5).max(1).default(0),
      horizonMonths: z.number().int().min(1).max(60).default(12),
    })
    .prefault({}),
  team: z.enum(['small', 'medium', 'technical']).default('small').describe('Whom the advice is for.'),
  models: z
    .strictObject({
      language: z.array(z.string()).default(['local:smollm2-135m']),
      embedding: z.string().default('local:minilm-l6'),
      encoder: z
        .string()
        .optional()
        .describe(
          'What tune/encoder is trained from: local:minilm-l6 (the default), or a BERT-like Hugging Face folder.',
        ),
      contextTokens: z
        .number()
        .int()
        .min(512)
        .optional()
        .describe('No request is longer than this, prompt and answer together, whatever a model can hold.'),
    })
    .prefault({}),
  providers: z
    .record(z.string(), providerSchema)
    .default({})
    .describe('Servers of language models; well-known vendors need no entry.'),
  methods: z
    .array(z.string())
    .min(1)
    .default(['baseline', 'prompt', 'tune', 'hybrid'])
    .describe('Families or kinds: prompt, tune/head …'),
  prompts: z
    .array(promptNameSchema)
    .default([])
    .describe('Prompts of your own that compete: prompts/<name>.liquid beside this file.'),
  recorded: z.array(recordedSchema).default([]).describe('Predictions made elsewhere compete too.'),
  evaluation: z
    .strictObject({
      maxRows: z
        .number()
        .int()
        .min(1)
        .default(300)
        .describe(
          'Test rows that finalists answer at first; more only where validation says they are needed.',
        ),
      budgetMinutes: usd.default(10).describe('For test rows beyond maxRows; 0 keeps to maxRows.'),
      concurrency: z.number().int().min(1).max(256).default(8),
      maxSpendUsd: usd.default(5).describe('Hosted models are not asked beyond this in one run.'),
    })
    .prefault({}),
  prompting: z
    .strictObject({
      budgetMinutes: usd.default(10).describe('For searching prompts, all models together; 0 leaves it out.'),
      budgetCalls: z
        .number()
        .int()
        .positive()
        .optional()
        .describe('Questions to language models in searches.'),
      reflector: z
        .string()
        .optional()
        .describe(
          'A strong model that reads wrong answers and writes better instructions: openai:gpt-5.4-mini.',
        ),
    })
    .prefault({}),
  tuning: z
    .strictObject({
      budgetMinutes: positive.default(20).describe('For training one model, its search of recipes included.'),
      recipes: z
        .number()
        .int()
        .min(1)
        .max(8)
        .default(1)
        .describe(
          'Learning rates and ranks that tune/lora tries by successive halving; 1 takes the defaults.',
        ),
      canaries: z
        .number()
        .int()
        .min(0)
        .max(10)
        .default(0)
        .describe(
          'Made-up rows that tune/lora learns beside yours, to see whether it learns single rows by heart; the served model has then seen them.',
        ),
      where: z
        .enum(['run', 'local', 'ray'])
        .default('run')
        .describe(
          'Where the trainer works: as part of the run, as a job of this machine that outlives it, or on a Ray cluster.',
        ),
      ray: raySchema.optional().describe('The cluster, where training is to happen there.'),
      hosted: z
        .array(hostedTuningSchema)
        .default([])
        .describe('Models to train at a vendor: nothing is uploaded before you agree.'),
      maxSpendUsd: usd.default(25).describe('A job at a vendor that may cost more is not started.'),
    })
    .prefault({}),
  costs: costsSchema.prefault({}),
  prices: z.record(z.string(), priceSchema).default({}),
  seed: z.number().int().min(0).default(1),
})

/** A validated task file with defaults filled in. */
export type TaskFile = z.output<typeof taskFileSchema>

/** A task ready to run: the file's content, where it lies, and which values were assumed. */
export interface Task extends TaskFile {
  /** Absolute path of the task file and of its folder; data paths are relative to the folder. */
  path: string
  folder: string
  /** Dotted keys that were absent and took their default. */
  defaults: string[]
}

/** Metrics each kind of task may be judged by; the first is what `init` writes. */
export const metricsOfKind = {
  classification: ['accuracy', 'macroF1'],
  extraction: ['f1'],
  generation: ['chrF', 'rougeL', 'exactMatch', 'editEffort'],
} as const satisfies Record<TaskFile['kind'], readonly Metric[]>
