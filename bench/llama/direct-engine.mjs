import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** llama.cpp in this process with nothing around it: the peer the host is measured against. */
export async function directEngine({ folder, path, threads }) {
  const entry = createRequire(join(folder, 'package.json')).resolve('node-llama-cpp')
  const { getLlama } = await import(pathToFileURL(entry).href)
  const llama = await getLlama({ gpu: false, build: 'never', logger: () => undefined, progressLogs: false })
  const model = await llama.loadModel({ modelPath: path })
  const context = (await model.createContext({ contextSize: 8192, batchSize: 512, threads }))._ctx
  context.setThreads(threads)
  const sampler = new llama._bindings.AddonSampler(model._model)
  sampler.applyConfig({ temperature: 0, seed: 0 })
  return {
    /** Keeps the first `kept` tokens, evaluates the rest, takes the most likely next token. */
    async prompt(tokens, kept = 0) {
      context.removeTokenCellsFromSequence(0, kept, -1)
      let last
      for (let start = kept; start < tokens.length; start += 512) {
        const batch = Uint32Array.from(tokens.slice(start, start + 512))
        context.initBatch(batch.length)
        last = context.addToBatch(0, start, batch, Uint32Array.of(batch.length - 1))[0]
        await context.decodeBatch()
      }
      return context.sampleToken(last, sampler)
    },
    tokenise(messages) {
      const turns = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`)
      return model.tokenize(`${turns.join('')}<|im_start|>assistant\n`, true)
    },
  }
}
