/**
 * CPU and wall time of a call through the HTTP client against undici.request (and global fetch) called directly. The
 * server is a child process, so only the client's CPU is counted. Sides take turns in one process and are compared by
 * the median of their rounds; the first round of each warms up and is not counted.
 *
 *   npm run build && node bench/http/transport.mjs [CALLS] [CONCURRENCY] [ROUNDS] [DELAY_MS]
 *
 * The first calls of a process also compile what they run. That is measured apart, each side in a process of its own.
 */
import { fork } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { Agent, request } from 'undici'
import { createHttpClient } from '../../dist/models/http/transport/http-client.js'

const only = process.env['BENCH_ONLY']
const [calls = 1000, concurrency = 20, rounds = 9, delayMs = 0] = process.argv.slice(2).map(Number)
const body = {
  model: 'loopback',
  temperature: 0,
  messages: [
    { role: 'system', content: 'Answer with one label. '.repeat(20) },
    { role: 'user', content: 'My card has not come yet.' },
  ],
}
const headers = { authorization: 'Bearer key-of-the-bench' }
const server = fork(new URL('zero-server.mjs', import.meta.url), [String(delayMs)])
const port = await new Promise((resolve) => server.once('message', resolve))
const url = `http://127.0.0.1:${port}/v1/chat/completions`
const { signal } = new AbortController()

const client = createHttpClient({ concurrency, secrets: ['key-of-the-bench'] })
const dispatcher = new Agent({ connections: concurrency })
const sides = {
  'this client': async () => (await client.post({ url, headers, body, signal })).json,
  'undici.request': async () => {
    const sent = { ...headers, 'content-type': 'application/json' }
    const answer = await request(url, {
      dispatcher,
      method: 'POST',
      headers: sent,
      body: JSON.stringify(body),
    })
    return answer.body.json()
  },
  'global fetch': async () => {
    const sent = { ...headers, 'content-type': 'application/json' }
    return (await fetch(url, { method: 'POST', headers: sent, body: JSON.stringify(body) })).json()
  },
}

if (only === undefined) {
  await warm()
  for (const name of Object.keys(sides)) await cold(name)
} else {
  const { cpuMs, wallMs } = await measured(sides[only])
  process.send({ cpuMs, wallMs })
}
await client.close()
await dispatcher.close()
server.disconnect()

async function warm() {
  const figures = Object.fromEntries(Object.keys(sides).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, ask] of Object.entries(sides)) figures[name].push(await measured(ask))
  }
  console.log(
    `${calls} calls, ${concurrency} at a time, ${delayMs} ms server, median of ${rounds} rounds (lowest)`,
  )
  for (const [name, all] of Object.entries(figures)) print(name, all.slice(1))
}

async function cold(name) {
  const runs = []
  for (let run = 0; run < 3; run++) {
    const arguments_ = [calls, concurrency, rounds, delayMs].map(String)
    const child = fork(new URL(import.meta.url), arguments_, { env: { ...process.env, BENCH_ONLY: name } })
    runs.push(await new Promise((resolve) => child.once('message', resolve)))
  }
  print(`${name}, cold`, runs)
}

function print(name, runs) {
  const cpu = runs.map(({ cpuMs }) => cpuMs / calls)
  const wall = median(runs.map(({ wallMs }) => wallMs)) / 1000
  const lowest = Math.min(...cpu).toFixed(3)
  console.log(
    `${name.padEnd(21)} CPU ${median(cpu).toFixed(3)} (${lowest}) ms a call, wall ${wall.toFixed(2)} s`,
  )
}

async function measured(ask) {
  const cpu = process.cpuUsage()
  const started = performance.now()
  let next = 0
  const work = async () => {
    while (next++ < calls) {
      const answer = await ask()
      if (answer.choices[0].message.content !== 'card_arrival') throw new Error('A wrong answer came.')
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  const { user, system } = process.cpuUsage(cpu)
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() - started }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
