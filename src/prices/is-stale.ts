const freshDays = 90
const dayMs = 86_400_000

/** Whether a price row is older than 90 days, or bears no date. */
export function isStale({ asOf }: { asOf?: string }, now: Date): boolean {
  return asOf === undefined || now.getTime() - Date.parse(asOf) > freshDays * dayMs
}
