import type { SpendMeter } from '../../prices/spend-meter.ts'
import type { TokenPrice } from '../../prices/token-price.ts'
import type { Dialect } from './protocols/protocol.ts'
import type { ResolvedModel } from './resolve-model.ts'
import type { HttpClient } from './transport/http-client.ts'

/** What a hosted model is asked with. */
export interface ModelConnection {
  resolved: ResolvedModel
  key: string | undefined
  client: HttpClient
  meter: SpendMeter | undefined
  price: TokenPrice | undefined
  /** What the server has been found to accept; a refusal changes it for all later requests. */
  dialect: Dialect
}
