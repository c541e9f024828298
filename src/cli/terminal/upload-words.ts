import type { UploadRequest } from '../../contracts/method.ts'
import { isStale } from '../../prices/is-stale.ts'

/** What would be sent to a vendor and what that may cost, in lines for a terminal. */
export function uploadWords(request: UploadRequest, now: Date): string {
  const { provider, base, rows, bytes, tokens, epochs, notes } = request
  const kilobytes = Math.max(1, Math.round(bytes / 1000)).toLocaleString('en')
  return [
    `Training ${base} at ${provider} uploads ${rows.train} training and ${rows.validation} validation rows with their answers (${kilobytes} kB).`,
    `At most ${tokens.toLocaleString('en')} tokens × ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}: ${costWords(request, now)}`,
    ...notes,
  ].join('\n')
}

function costWords({ usd, priceSource, priceAsOf }: UploadRequest, now: Date): string {
  if (usd === undefined)
    return 'what that costs is not known here. tuning.hosted may give trainingPerMillionUsd and minimumUsd.'
  const asOf = priceAsOf === undefined ? {} : { asOf: priceAsOf }
  const isOwn = priceSource === 'task file'
  const age = !isOwn && isStale(asOf, now) ? ', an old row' : ''
  const dated = priceAsOf === undefined ? '' : ` of ${priceAsOf}`
  return `up to ${usd.toFixed(2)} USD (price: ${priceSource ?? 'unknown'}${dated}${age}).`
}
