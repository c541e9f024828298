import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'

/**
 * The command line in a few files: Node spends more time on finding and linking six hundred modules than on running them.
 * `tsc` writes the library and the programs of child processes to `dist/`; this adds `dist/program/`, which `bin/` starts.
 *
 * Packages that most commands never load stay where they are installed, and so do native and optional ones.
 */
const apart = [
  '@huggingface/tokenizers',
  '@mozilla/readability',
  '@photostructure/sqlite',
  '@pydantic/genai-prices',
  'hyparquet',
  'hyparquet-compressors',
  'hyparquet-writer',
  'linkedom',
  'mammoth',
  'read-excel-file',
  'tinyld',
  'unpdf',
]

await build({
  input: { main: 'src/cli/main.ts' },
  platform: 'node',
  external: (id) => apart.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [keepLicences()],
  output: {
    cleanDir: true,
    dir: 'dist/program',
    // As deep as most folders of `src`: what is found beside package.json is found from here too.
    entryFileNames: 'cli/[name].js',
    chunkFileNames: 'cli/[name]-[hash].js',
    sourcemap: true,
  },
})

/** Writes the licences of the packages that were taken in. */
function keepLicences() {
  return {
    name: 'keep-licences',
    generateBundle(_options, files) {
      const modules = Object.values(files).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined))
      const source = [...folders].toSorted().map(licenceOf).join('\n')
      this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source })
    },
  }
}

/** The folder of the package a module belongs to; nothing for our own. */
function packageFolder(module) {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1]
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? `Licence: ${license}\n` : readFileSync(join(folder, file), 'utf8')
  return `== ${name} ${version}\n\n${text}`
}
