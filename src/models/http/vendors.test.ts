import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../contracts/json.ts'
import { protocols } from './protocols/protocols.ts'
import type { ProtocolName } from './vendor.ts'
import { vendors } from './vendors.data.ts'

interface Fixture {
  documentation: string
  protocol: ProtocolName
  answer?: Json
  events?: Json[]
  expected: JsonObject
}

const root = new URL('../../../test/fixtures/vendors/', import.meta.url)
const fixturesOf = (vendor: string) =>
  readdirSync(new URL(`${vendor}/`, root)).map((file) => ({
    file,
    fixture: JSON.parse(readFileSync(new URL(`${vendor}/${file}`, root), 'utf8')) as Fixture,
  }))

describe.each(vendors)('$name', (vendor) => {
  const fixtures = fixturesOf(vendor.name)

  test.each(fixtures)('$file is read as documented', ({ fixture }) => {
    expect(read(fixture)).toEqual(fixture.expected)
  })

  test('speaks the protocol it is said to speak, in one piece and as a stream', () => {
    const own = fixtures.filter(({ fixture }) => fixture.protocol === vendor.protocol)
    expect(own.some(({ fixture }) => fixture.answer !== undefined)).toBe(true)
    expect(own.some(({ fixture }) => fixture.events !== undefined)).toBe(true)
  })

  test('says where it was read and when, and has cached tokens where it claims them', () => {
    expect(vendor.documentation).toMatch(/^https:\/\//u)
    expect(vendor.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/u)
    const hasCache = fixtures.some(({ fixture }) => cachedOf(fixture.expected) !== undefined)
    expect(hasCache).toBe(vendor.cacheUsage !== undefined)
  })
})

test('every folder of fixtures belongs to a vendor', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).toSorted()).toEqual(vendors.map(({ name }) => name).toSorted())
})

function read({ protocol, answer, events }: Fixture) {
  if (answer !== undefined) return protocols[protocol].readAnswer(answer)
  const reader = protocols[protocol].readEvents()
  const deltas = (events ?? []).map((event) => reader.push({ data: JSON.stringify(event) }))
  const whole = reader.end()
  expect(deltas.join('')).toBe(whole.text)
  return whole
}

function cachedOf({ usage }: JsonObject): unknown {
  return (usage as JsonObject)['cachedInputTokens']
}
