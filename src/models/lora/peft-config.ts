import * as z from 'zod'
import { ModelError, messageOf } from '../../errors.ts'

/** The part of PEFT's adapter_config.json that decides what an adapter computes; PEFT writes many more keys. */
const configSchema = z.object({
  peft_type: z.string(),
  r: z.number().int().min(1).max(4096),
  lora_alpha: z.number().positive(),
  use_rslora: z.boolean().nullish(),
  use_dora: z.boolean().nullish(),
  fan_in_fan_out: z.boolean().nullish(),
  lora_bias: z.boolean().nullish(),
  bias: z.string().nullish(),
  modules_to_save: z.array(z.string()).nullish(),
  init_lora_weights: z.union([z.string(), z.boolean()]).nullish(),
  trainable_token_indices: z.unknown().optional(),
  alora_invocation_tokens: z.unknown().optional(),
  layer_replication: z.unknown().optional(),
  target_parameters: z.unknown().optional(),
  use_qalora: z.boolean().nullish(),
  use_bdlora: z.unknown().optional(),
  rank_pattern: z.record(z.string(), z.unknown()).nullish(),
  alpha_pattern: z.record(z.string(), z.unknown()).nullish(),
})
type Config = z.infer<typeof configSchema>

export interface PeftConfig {
  rank: number
  /** What `B · A` is multiplied with: alpha / rank, or alpha / √rank where it is rank-stabilised. */
  scale: number
}

/**
 * Reads adapter_config.json.
 *
 * @param name for messages.
 * @throws ModelError when it is no LoRA configuration, or one that a GGUF adapter cannot express.
 */
export function readPeftConfig(text: string, name: string): PeftConfig {
  const config = parse(text, name)
  const reason = unsupported(config)
  if (reason !== undefined)
    throw new ModelError(`${name} ${reason}: llama.cpp's adapters cannot express it. Train plain LoRA.`)
  const { r: rank, lora_alpha: alpha, use_rslora: isStabilised } = config
  return { rank, scale: alpha / (isStabilised === true ? Math.sqrt(rank) : rank) }
}

function parse(text: string, name: string): Config {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new ModelError(`${name} is not JSON: ${messageOf(cause)}`, { cause })
  }
  const result = configSchema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new ModelError(`${name} is no LoRA configuration: ${issue?.path.join('.')} ${issue?.message}.`)
}

function unsupported(config: Config): string | undefined {
  if (config.peft_type !== 'LORA') return `is of the type ${JSON.stringify(config.peft_type)}, not LORA`
  if (config.use_dora === true) return 'uses DoRA (use_dora)'
  if (config.fan_in_fan_out === true) return 'has transposed weights (fan_in_fan_out)'
  if (config.lora_bias === true || (config.bias ?? 'none') !== 'none')
    return 'trains biases (bias, lora_bias)'
  if ((config.modules_to_save ?? []).length > 0)
    return `saves whole modules (modules_to_save: ${config.modules_to_save?.join(', ')})`
  const special = specialKeys.find((key) => isSet(config[key]))
  if (special !== undefined) return `sets ${special}`
  const start = config.init_lora_weights
  if (typeof start === 'string' && changingStarts.some((name) => start.startsWith(name)))
    return `begins with changed base weights (init_lora_weights: ${start})`
  const patterns = { ...config.rank_pattern, ...config.alpha_pattern }
  if (Object.keys(patterns).length > 0)
    return 'gives modules ranks or alphas of their own (rank_pattern, alpha_pattern)'
  return undefined
}

const specialKeys = [
  'trainable_token_indices',
  'alora_invocation_tokens',
  'layer_replication',
  'target_parameters',
  'use_qalora',
  'use_bdlora',
] as const

/** Starts that subtract from the base's weights what they put into the adapter: it belongs to no plain base. */
const changingStarts = ['pissa', 'olora', 'loftq', 'corda', 'lora_ga']

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false
}
