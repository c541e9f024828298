import type { MeanTokens } from '../../contracts/mean-tokens.ts'
import { formatCount } from './format-count.ts'

/** "1,200 (1,000 cached) in, 20 out, 40 reasoning". */
export function tokenWords({ input, cached, output, reasoning }: MeanTokens): string {
  const from = cached === undefined ? '' : ` (${formatCount(cached)} cached)`
  const thought = reasoning === undefined ? '' : `, ${formatCount(reasoning)} reasoning`
  return `${formatCount(input)}${from} in, ${formatCount(output)} out${thought}`
}
