import { UnreachableModelError } from '../../errors.ts'
import { assertRunnable } from '../gguf/assert-runnable.ts'
import { ggufFacts } from '../gguf/gguf-facts.ts'
import { completePlan, type AddPlan } from './add-plan.ts'
import { hubClient, type HubClient, type HubOptions } from './hub/hub-client.ts'
import { parseHubName, type HubName } from './hub/hub-name.ts'
import { readHubFile } from './hub/read-hub-file.ts'
import { readHubHeader } from './hub/read-hub-header.ts'

/**
 * Reads what the hub declares about a model and the header of its file; downloads nothing else and writes nothing.
 *
 * @throws UnreachableModelError that says what was tried and how a file is added by hand; ModelError when the file is
 * absent, gated, no GGUF file, or cannot be run.
 */
export async function planHubModel(name: string, options: HubOptions = {}): Promise<AddPlan> {
  const hubName = parseHubName(name)
  const client = hubClient(options)
  try {
    return await planFrom(hubName, client)
  } catch (error) {
    if (error instanceof UnreachableModelError) throw byHand(hubName, client, error)
    throw error
  }
}

async function planFrom(name: HubName, client: HubClient): Promise<AddPlan> {
  const file = await readHubFile(name, client)
  const facts = ggufFacts(await readHubHeader(file, client))
  const warnings = assertRunnable(file.file, facts)
  return completePlan({
    name: name.name,
    file: file.file,
    bytes: file.bytes,
    sha256: file.sha256,
    licence: file.licence,
    facts,
    warnings,
    origin: { kind: 'hub', file },
  })
}

function byHand(
  { name, repository, path, file }: HubName,
  { endpoint }: HubClient,
  error: UnreachableModelError,
): UnreachableModelError {
  return new UnreachableModelError(
    `${name} cannot be added: ${error.message} Tried ${endpoint} for ${repository}.`,
    {
      hint: `Download ${endpoint}/${repository}/resolve/main/${path} where it can be reached, then: crossover models add ./${file} --name ${name}. A mirror's address goes into HF_ENDPOINT.${error.hint === undefined ? '' : ` ${error.hint}`}`,
      cause: error,
    },
  )
}
