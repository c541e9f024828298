import type { ModelPool, TextClassifier } from '../contracts/model.ts'
import type { FetchOptions } from './catalogue/fetch-context.ts'
import { ensureEngine } from './engines/ensure-engine.ts'
import { SharedHosts } from './shared-hosts.ts'

interface EncoderOptions extends FetchOptions {
  home: string
  npmCliPath?: string | undefined
}

/** The part of a pool that encoders need: what they are trained from, and what they have become. */
export type EncoderModels = Required<Pick<ModelPool, 'encoderBase' | 'classifier' | 'close'>>

/** Bases of encoders by name, and trained classifiers by digest, each opened once and shared. */
export function encoderModels(options: EncoderOptions): EncoderModels {
  const classifiers = new SharedHosts<TextClassifier>()
  return {
    async encoderBase(name) {
      const { openEncoderBase } = await import('./trainer/open-encoder-base.ts')
      return openEncoderBase(name, options)
    },
    async classifier(files) {
      const { host, giveBack } = await classifiers.share(files.sha256, async () => {
        const { home, progress, signal, npmCliPath } = options
        const engine = await ensureEngine({ name: 'onnx', home, progress, signal, npmCliPath })
        const { openClassifier } = await import('./onnx/open-classifier.ts')
        return openClassifier({ files, engine })
      })
      return { logits: (texts, signal) => host.logits(texts, signal), close: giveBack }
    },
    close: () => classifiers.close(),
  }
}
