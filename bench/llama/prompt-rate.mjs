/**
 * Prompt tokens a second through the host against llama.cpp called directly, Q8_0 against Q4_1, and label choices.
 * Pairs are measured in turn and compared by the median of their ratios, so that a busy machine hurts both alike.
 *
 *   npm run build && node bench/llama/prompt-rate.mjs CACHE_FOLDER [REPEATS] [THREADS]
 *
 * On a machine that others use too, give 1 thread: the host takes fewer when cores are busy, the direct call does not
 * and falls behind (several times, with two threads on two busy cores).
 */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { catalogue } from '../../dist/models/catalogue/catalogue.data.js'
import { ensureModel } from '../../dist/models/catalogue/ensure-model.js'
import { ensureEngine } from '../../dist/models/engines/ensure-engine.js'
import { openLlamaModel } from '../../dist/models/llama/open-llama-model.js'
import { directEngine } from './direct-engine.mjs'
import { flatChat, labels, peakedChat, rows } from './intents.mjs'

const [home, repeatsText = '20', threadsText] = process.argv.slice(2)
const repeats = Number(repeatsText)
const threads = Number(threadsText ?? availableParallelism())
const { signal } = new AbortController()
const identity = { name: 'local:smollm2-135m', role: 'language', provider: 'local' }
const engine = await ensureEngine({ name: 'llama', home })
const fast = (await ensureModel({ name: identity.name, home })).files.model
const shipped = join(dirname(fast), catalogue.find(({ name }) => name === identity.name).model.file)

const open = (path) => openLlamaModel({ identity, path, engine, threads })
const host = await open(fast)
const hostShipped = await open(shipped)
const direct = await directEngine({ folder: engine.folder, path: fast, threads })

await measurePrompts()
await measureChoices('peaked', peakedChat)
await measureChoices('flat', flatChat)
await Promise.all([host.close(), hostShipped.close()])
process.exit(0)

async function measurePrompts() {
  const samples = []
  for (let index = 0; index < repeats; index++) {
    // A different beginning each time: nothing can be reused.
    const shown = Array.from({ length: 25 }, (_, step) => rows[(index * 29 + step * 7) % rows.length].text)
    const messages = [{ role: 'system', content: `${index} ${shown.join('. ')}` }]
    const tokens = direct.tokenise(messages)
    const ask = (model) => () => model.generate({ messages, maxTokens: 1, signal })
    samples.push({
      tokens: tokens.length,
      direct: await timed(() => direct.prompt(tokens), process.pid),
      host: await timed(ask(host), host.hostPid()),
      shipped: await timed(ask(hostShipped), hostShipped.hostPid()),
    })
  }
  const rate = (name) => median(samples.map((sample) => (1000 * sample.tokens) / sample[name].wallMs))
  const ratio = (name, field) => median(samples.map((sample) => sample[name][field] / sample.direct[field]))
  console.log(
    `\nprompts of ${median(samples.map(({ tokens }) => tokens))} new tokens, ${repeats} each, ${threads} threads`,
  )
  for (const [name, title] of [
    ['direct', 'llama.cpp directly, Q8_0'],
    ['host', 'through the host, Q8_0'],
    ['shipped', 'through the host, Q4_1 as shipped'],
  ]) {
    const speed = 1 / ratio(name, 'wallMs')
    line([
      title,
      `${rate(name).toFixed(0)} tokens/s`,
      `speed × ${speed.toFixed(2)}`,
      `CPU × ${ratio(name, 'cpuMs').toFixed(2)}`,
    ])
  }
}

async function measureChoices(title, chat) {
  const samples = []
  for (let index = 0; index <= repeats; index++) {
    const row = rows[(index * 37 + 5) % rows.length]
    const messages = chat(row)
    const tokens = direct.tokenise(messages)
    const choosing = await timed(() => host.choose({ messages, labels, signal }), host.hostPid())
    const { usage } = choosing.result
    const prompting = await timed(() => direct.prompt(tokens, usage.cachedInputTokens), process.pid)
    // The first one only fills the shared prefix on both sides.
    if (index > 0) samples.push({ row, choosing, prompting, fresh: tokens.length - usage.cachedInputTokens })
  }
  const of = (take) => median(samples.map(take))
  const choice = ({ choosing }) => choosing.result
  console.log(
    `\n${title}: ${labels.length} labels, ${of(({ fresh }) => fresh)} new prompt tokens behind ${of((s) => choice(s).usage.cachedInputTokens)} shared`,
  )
  line([
    'a choice',
    `${of(({ choosing }) => choosing.wallMs).toFixed(0)} ms`,
    `${(1000 / of(({ choosing }) => choosing.wallMs)).toFixed(1)} a second`,
  ])
  line(['its prompt alone, directly', `${of(({ prompting }) => prompting.wallMs).toFixed(0)} ms`])
  line([
    'new tokens a second, choice : directly',
    of(
      (s) => (((s.fresh + choice(s).labelTokens) / s.choosing.wallMs) * s.prompting.wallMs) / s.fresh,
    ).toFixed(2),
    'label tokens included',
  ])
  line(['wall, choice : its prompt directly', of((s) => s.choosing.wallMs / s.prompting.wallMs).toFixed(2)])
  line(['decode calls beyond the prompt', spread(samples.map((s) => choice(s).steps))])
  line(['label tokens', spread(samples.map((s) => choice(s).labelTokens))])
  line(['probability of the best', spread(samples.map((s) => choice(s).probability))])
  line(['right', `${samples.filter((s) => choice(s).label === s.row.label).length} of ${samples.length}`])
}

async function timed(work, pid) {
  const cpuBefore = cpuMs(pid)
  const start = performance.now()
  const result = await work()
  return { result, wallMs: performance.now() - start, cpuMs: cpuMs(pid) - cpuBefore }
}

/** User and system time of a process (Linux; elsewhere 0), in steps of 10 ms. */
function cpuMs(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return 10 * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return 0
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share) => Number(sorted[Math.round(share * (sorted.length - 1))].toFixed(2))
  return `${at(0.5)} (10–90 %: ${at(0.1)} to ${at(0.9)})`
}

function line(cells) {
  console.log(`  ${cells.map((cell, index) => cell.padEnd(index === 0 ? 40 : 20)).join('')}`)
}
