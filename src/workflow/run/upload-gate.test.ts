import { expect, it } from 'vitest'
import type { UploadRequest } from '../../contracts/method.ts'
import type { Finding } from '../../contracts/report.ts'
import { uploadGate } from './upload-gate.ts'

const request: UploadRequest = {
  provider: 'openai',
  base: 'gpt-4.1-nano',
  rows: { train: 40, validation: 8 },
  bytes: 9000,
  tokens: 3000,
  epochs: 3,
  notes: [],
}

function finding(severity: Finding['severity'], message: string): Finding {
  return { check: 'a', severity, count: 1, rows: [], message, next: 'b' }
}

it('lets rows out when the data check has no blocker and the reader agreed', async () => {
  const findings = [finding('warning', 'Some are long.')]
  expect(await uploadGate({ findings }, async () => true)(request)).toBeUndefined()
})

it('does not ask about data that a blocker keeps here', async () => {
  let asked = 0
  const agreed = async () => {
    asked += 1
    return true
  }
  const findings = [finding('warning', 'Some are long.'), finding('blocker', '30 test rows stand in train.')]
  expect(await uploadGate({ findings }, agreed)(request)).toEqual({
    reason: 'nothing is uploaded while the data check has a blocker: 30 test rows stand in train',
    command: 'crossover check',
  })
  expect(asked).toBe(0)
})

it.each([
  ['said no', async () => false],
  ['could not be asked', undefined],
])('keeps them when the reader %s', async (_, agreed) => {
  expect(await uploadGate({ findings: [] }, agreed)(request)).toEqual({
    reason: '48 rows would be uploaded to openai, and nobody agreed',
    command: 'crossover run --allow-upload',
  })
})
