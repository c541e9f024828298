// Long documents with the context limited to 2,048 tokens: requests, the largest of them in tokens, and whether every
// answer is an exact part of its document with a section. Answers are the embedded model's, and as good as it is.
//   CROSSOVER_HOME=<cache> [CROSSOVER_DATA=<folder with cuad_contracts/>] node bench/knowledge/long-documents.mjs [documents] [reader]
// `documents` of each set (2); 0 leaves only the generated one.
// `reader` stands for a model that reads well: it gives each marked span it is shown, and no other. It measures what
// retrieval and context allow; the embedded model measures what it can make of it.
import { mkdtempSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateContract } from './generate-contract.mjs'

const dist = process.env.CROSSOVER_DIST ?? new URL('../../dist', import.meta.url).pathname
const load = (path) => import(pathToFileURL(join(dist, path)).href)
const { createModelPool } = await load('models/pool.js')
const { limitContext } = await load('models/limit-context.js')
const { taskFileSchema } = await load('contracts/task.js')
const { trainingSplit } = await load('data/split/training-split.js')
const { passages } = await load('methods/prompt/documents/passages.js')
const { sections } = await load('methods/prompt/documents/sections.js')
const { zeroShot } = await load('methods/prompt/zero-shot.js')
const { sha256 } = await load('text/sha256.js')
const { loadTask } = await load('workflow/load-task.js')
const { spansOf } = await load('answers/spans.js')
const { outlineOf, sectionAt } = await load('knowledge/split/outline-of.js')
const { scorerOf, measureRows } = await load('scorers/scorer-of.js')

const contextTokens = 2048
const documents = Number(process.argv[2] ?? 2)
const examples = new URL('../../examples/contract-clauses', import.meta.url).pathname
const models = createModelPool({ home: process.env.CROSSOVER_HOME, embeddingCache: false })

const clauses = await loadTask(join(examples, 'task-contracts.yaml'))
if (documents > 0)
  await measure('contract-clauses, whole', {
    file: clauses,
    train: await rowsOf(join(examples, 'data', 'train.jsonl')),
    test: (await rowsOf(join(examples, 'data', 'contracts.jsonl'))).slice(0, documents),
  })
if (documents > 0 && process.env.CROSSOVER_DATA !== undefined) {
  const folder = join(process.env.CROSSOVER_DATA, 'cuad_contracts')
  await measure('cuad_contracts', {
    file: taskOf('Find the clauses of the named types in a contract and copy each word for word.'),
    train: await rowsOf(join(folder, 'train.jsonl')),
    test: (await rowsOf(join(folder, 'test.jsonl')))
      .toSorted((one, other) => other.input.length - one.input.length)
      .slice(0, documents),
  })
}
await measure('generated, 60,000 tokens', generated())
await models.close()

/** The task asks for the reserve codes of three articles of a contract made up of several hundred clauses. */
function generated() {
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      [7, 31, 52].map((article) => [
        `Reserve code of article ${article}`,
        { type: 'array', items: { type: 'string' }, description: `The reserve code of article ${article}` },
      ]),
    ),
  }
  const contract = (words, seed) => {
    const { text, needles } = generateContract({ words, seed })
    const wanted = Object.keys(schema.properties).flatMap((field) => {
      const found = needles.find(({ query }) => field.toLowerCase().endsWith(query))
      return found === undefined ? [] : [[field, [found.quote]]]
    })
    return { input: text, output: JSON.stringify(Object.fromEntries(wanted)) }
  }
  return {
    file: taskOf('Copy the sentences of a contract that name a reserve code.', schema),
    train: [contract(3000, 1), contract(14000, 2)],
    test: [contract(42_000, 6)],
  }
}

async function measure(title, { file, train, test }) {
  console.log(`${title}: ${test.length} documents, train ${train.length}, context ${contextTokens}`)
  for (const method of [zeroShot, passages, sections]) {
    for (const isReader of process.argv[3] === 'reader' ? [true] : [true, false]) {
      const gold = [
        ...new Set(
          test
            .flatMap(({ output }) => Object.entries(JSON.parse(output)))
            .map(([field, spans]) => JSON.stringify([field, spans])),
        ),
      ].map((text) => JSON.parse(text))
      await answerAll(method, { file, train, test, gold: isReader ? gold : undefined })
    }
  }
}

async function answerAll(method, { file, train, test, gold }) {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-long-'))
  const task = { ...file, path: join(folder, 'task.yaml'), folder, defaults: [], methods: [method.kind] }
  const sent = []
  const context = contextOf(task, { sent, gold })
  const split = trainingSplit({ train: train.map(exampleOf), validation: [] })
  const outcome = await method.fit(method.specs(task)[0], split, context)
  if (outcome.candidate === undefined) throw new Error(JSON.stringify(outcome))
  const predictor = await method.open(outcome.candidate, context)
  const facts = { answers: 0, exact: 0, cited: 0, inSection: 0, leftOut: 0, invalid: 0, unread: 0 }
  const rows = []
  const started = performance.now()
  for (const { input, output } of test) {
    const prediction = await predictor.predict({ input: { text: input }, signal: context.signal })
    count(facts, { prediction, input })
    rows.push({
      id: String(rows.length),
      expected: output,
      output: prediction.output,
      isValid: true,
      validity: prediction.validity,
      input,
    })
  }
  await predictor.close()
  const most = sent.reduce((max, { tokens, maxTokens }) => Math.max(max, tokens + maxTokens), 0)
  if (most > contextTokens) throw new Error(`A request of ${most} tokens was sent.`)
  const { score } = scorerOf('f1')
  const f1 = score(measureRows('f1', rows))
  const seconds = (performance.now() - started) / 1000
  console.log(
    `  ${method.kind.padEnd(16)} ${gold === undefined ? 'embedded' : 'reader  '}: ${sent.length} requests, the largest ${Math.max(0, ...sent.map(({ tokens }) => tokens))} tokens (${most} with its answer); ` +
      `F1 ${f1.toFixed(3)}; ${facts.answers} spans, ${facts.exact} exact, ${facts.cited} cited, ${facts.inSection} with the section they stand in; ` +
      `${facts.leftOut} parts left out, ${facts.invalid} invalid, ${facts.unread} fallback; ${seconds.toFixed(1)} s`,
  )
}

function count(facts, { prediction, input }) {
  const outline = outlineOf(input)
  const spans = prediction.output === '' ? [] : spansOf(JSON.parse(prediction.output))
  facts.answers += spans.length
  facts.exact += spans.filter(({ quote }) => input.includes(quote)).length
  const citations = prediction.citations ?? []
  const citationOf = ({ quote }) => citations.find((citation) => citation.quote === quote)
  facts.cited += spans.filter((span) => citationOf(span) !== undefined).length
  facts.inSection += spans.filter((span) => {
    const { start, end, section = '' } = citationOf(span) ?? {}
    return input.slice(start, end) === span.quote && sectionAt(outline, start) === section
  }).length
  facts.leftOut += prediction.leftOut ?? 0
  facts.invalid += prediction.validity === 'invalid' ? 1 : 0
  facts.unread += prediction.validity === 'fallback' ? 1 : 0
}

function contextOf(task, { sent, gold }) {
  const artifacts = new Map()
  const recording = {
    ...models,
    language: async (name) => {
      const model = await models.language(name)
      const generate = async (request) => {
        const tokens = await model.countTokens(request.messages)
        sent.push({ tokens, maxTokens: request.maxTokens })
        return gold === undefined ? model.generate(request) : read(request, gold, tokens)
      }
      return { ...model, generate }
    },
  }
  return {
    task,
    pool: limitContext(recording, contextTokens),
    artifacts: {
      put: async (name, bytes) => {
        const digest = sha256(bytes)
        artifacts.set(digest, bytes)
        return { name, sha256: digest }
      },
      get: async (artifact) => artifacts.get(artifact.sha256),
    },
    open: () => Promise.reject(new RangeError('no parts')),
    seed: 1,
    signal: new AbortController().signal,
    progress: () => undefined,
    budget: {},
    known: () => undefined,
    evaluate: () => Promise.reject(new RangeError('nothing is searched')),
  }
}

/** Gives every marked span of any document that stands in the last message. */
function read({ messages }, gold, inputTokens) {
  const shown = messages.at(-1).content
  const answer = {}
  for (const [field, spans] of gold) {
    const found = spans.filter((span) => shown.includes(span))
    if (found.length > 0) answer[field] = [...new Set([...(answer[field] ?? []), ...found])]
  }
  return {
    text: JSON.stringify(answer),
    finishReason: 'stop',
    usage: { inputTokens, outputTokens: 0, source: 'counted' },
    latencyMs: 0,
    computeMs: 0,
  }
}

function taskOf(description, schema) {
  return taskFileSchema.parse({
    name: 'long-documents',
    kind: 'extraction',
    description,
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'f1', atLeast: 0.8 } },
    ...(schema === undefined ? {} : { schema }),
  })
}

function exampleOf({ input, output }, at) {
  return {
    id: String(at),
    input: { text: input },
    expected: output,
    source: { file: 'train.jsonl', line: at + 1 },
  }
}

async function rowsOf(path) {
  const lines = (await readFile(path, 'utf8')).trim().split('\n')
  return lines.map((line) => {
    const { input, output } = JSON.parse(line)
    return { input, output: typeof output === 'string' ? output : JSON.stringify(output) }
  })
}
