import type { ModelIdentity } from '../../contracts/model.ts'
import type { CatalogueEntry } from './catalogue.ts'

/** Who a catalogue model is: its digest is that of the weights that run (after transcoding, where there is any). */
export function identityOf(entry: CatalogueEntry): ModelIdentity & { sha256: string } {
  const { name, role, parameters, licence } = entry
  const { sha256 } = entry.transcoded ?? entry.model
  return { name, role, provider: 'local', sha256, parameters, licence }
}
