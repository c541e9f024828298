import { ModelError, UnreachableModelError } from '../../../errors.ts'
import type { HubClient } from './hub-client.ts'
import type { HubName } from './hub-name.ts'

/** What a refusal of the hub means. It answers 401 to strangers both for gated and for absent repositories. */
export function refusal(status: number, { repository, path }: HubName, client: HubClient): ModelError {
  const page = `${client.endpoint}/${repository}`
  if (status === 401 && !client.hasToken) {
    return new ModelError(
      `The hub answers 401 for ${repository}: it is gated or private, or there is none of that name.`,
      {
        hint: `Check the name at ${page}. When it is gated: accept its terms there, set HF_TOKEN to a read token of your account, run this again.`,
      },
    )
  }
  if (status === 401 || status === 403) {
    return new ModelError(
      `The hub answers ${status} for ${repository}: ${client.hasToken ? 'the account of HF_TOKEN has no access to it' : 'it is gated'}.`,
      { hint: `Accept its terms at ${page} and set HF_TOKEN to a read token of that account.` },
    )
  }
  if (status === 404)
    return new ModelError(`The hub has no ${repository}, or no ${path} in it (404).`, {
      hint: `Look at ${page}.`,
    })
  return new UnreachableModelError(`The hub answers ${status} for ${repository}.`, {
    hint: status === 429 ? 'It asks for a pause: run this again in some minutes.' : 'Run this again later.',
  })
}
