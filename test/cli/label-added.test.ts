import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crossover, needsModels, testHome } from './crossover.ts'
import { deskRows, jsonLines, taskFolder } from './task-folder.ts'

describe.skipIf(testHome === undefined)(`label with an embedder (${needsModels})`, () => {
  it('suggests a label that was added after the run: the head learns it from the rows that have it', async () => {
    const isRooms = ({ id }: { id: string }) => id.startsWith('rooms')
    const desk = deskRows({ count: 10 })
    const folder = taskFolder({
      task: { methods: 'methods: [tune/head]' },
      train: desk.filter((row) => !isRooms(row)),
      test: deskRows({ from: 18, count: 8 }).filter((row) => !isRooms(row)),
    })
    const here = { cwd: folder, env: { CROSSOVER_HOME: testHome } }
    await crossover(['run', '--no-llm', '--exit-zero'], here)
    const [asked = { id: '', input: '' }] = deskRows({ from: 15, count: 1 }).filter(isRooms)
    writeFileSync(join(folder, 'rooms.jsonl'), jsonLines([{ id: asked.id, input: asked.input }]))
    const ask = () => crossover(['label', '--from', 'rooms.jsonl'], { ...here, input: 'q\n' })
    expect((await ask()).stderr).toMatch(/suggested +(loans|membership) \(\d+ %, head\)/)
    writeFileSync(join(folder, 'train.jsonl'), jsonLines(desk))
    expect((await ask()).stderr).toMatch(/suggested +rooms \(\d+ %, head\)/)
  })
})
