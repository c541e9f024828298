import type { ModelIdentity } from '../../contracts/model.ts'

/** Who a hosted model is: provider, base URL and the name asked for (design §3). The key is no part of it. */
export function identityOfHosted(name: string, baseUrl: string): ModelIdentity {
  return { name, role: 'language', provider: name.slice(0, name.indexOf(':')), baseUrl }
}
