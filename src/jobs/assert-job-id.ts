import { DataError } from '../errors.ts'

/** Ids name folders and stand in URLs. @throws DataError */
export function assertJobId(id: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/u.test(id)) return id
  throw new DataError(
    `A job's id is ${JSON.stringify(id)}. It may hold a to z, 0 to 9 and -, 64 characters at most.`,
  )
}
