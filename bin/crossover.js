#!/usr/bin/env node
import { existsSync } from 'node:fs'

const built = new URL('../dist/program/cli/main.js', import.meta.url)
if (!existsSync(built)) {
  process.stderr.write('crossover is not built yet in this clone. Run: npm run build\n')
  process.exit(2)
}
await import(built.href)
