import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { taskJsonSchema } from './task-json-schema.ts'

test('the published task.schema.json is the one generated from the zod schema', async () => {
  const published = await readFile(new URL('../../task.schema.json', import.meta.url), 'utf8')
  expect(published).toBe(`${JSON.stringify(taskJsonSchema(), null, 2)}\n`)
})

test('a date of a price is text in a file', () => {
  const price = taskJsonSchema().properties?.['prices']?.additionalProperties
  const asOf = typeof price === 'object' ? price.properties?.['asOf'] : undefined
  expect(asOf).toMatchObject({ type: 'string', format: 'date' })
})
