import type { FitContext, UploadRequest } from '../../contracts/method.ts'
import type { DataReport } from '../../contracts/report.ts'
import { countOf } from '../../report/words/format-count.ts'

/**
 * Lets examples out to a vendor only when the data check has no blocker and the reader agreed, in this order: nobody is
 * asked about data that would not be sent.
 *
 * @param agreed asks the reader; absent where nobody can be asked.
 */
export function uploadGate(
  { findings }: Pick<DataReport, 'findings'>,
  agreed?: (request: UploadRequest) => Promise<boolean>,
): NonNullable<FitContext['mayUpload']> {
  return async (request) => {
    const blocker = findings.find(({ severity }) => severity === 'blocker')
    if (blocker !== undefined) {
      const why = blocker.message.replace(/\.$/, '')
      return {
        reason: `nothing is uploaded while the data check has a blocker: ${why}`,
        command: 'crossover check',
      }
    }
    if ((await agreed?.(request)) === true) return undefined
    const { provider, rows } = request
    return {
      reason: `${countOf(rows.train + rows.validation, 'row')} would be uploaded to ${provider}, and nobody agreed`,
      command: 'crossover run --allow-upload',
    }
  }
}
