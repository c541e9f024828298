import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as z from 'zod'

const program = new URL('../dist/program/', import.meta.url)
const packageFile = z
  .looseObject({
    peerDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')))

const sourceMap = z.looseObject({ sources: z.array(z.string()) })

/** Names of the packages whose code the bundled command line holds. */
function packagesInside(): string[] {
  const folder = new URL('cli/', program)
  const maps = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.js.map'))
  const sources = maps.flatMap(
    (name) => sourceMap.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))).sources,
  )
  const names = sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? [])
  return [...new Set(names)]
}

it('names the licence of every package whose code the bundle holds', () => {
  const licences = readFileSync(new URL('LICENCES.txt', program), 'utf8')
  const named = new Set([...licences.matchAll(/^== (\S+) \d/gm)].map(([, name]) => name))
  expect(packagesInside().length).toBeGreaterThan(10)
  expect(packagesInside().filter((name) => !named.has(name))).toEqual([])
})

it('leaves out what a reader may not have installed', () => {
  const { peerDependencies, optionalDependencies } = packageFile
  const optional = Object.keys({ ...peerDependencies, ...optionalDependencies })
  expect(packagesInside().filter((name) => optional.includes(name))).toEqual([])
})
