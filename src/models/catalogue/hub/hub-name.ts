import { ModelError } from '../../../errors.ts'

/** One GGUF file of a repository on the hub. */
export interface HubName {
  /** As written: `hf:<org>/<repo>/<file.gguf>`. */
  name: string
  /** `<org>/<repo>`. */
  repository: string
  /** Inside the repository; may have folders. */
  path: string
  /** The last part of the path. */
  file: string
}

const part = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/u
const split = /-(\d{5})-of-(\d{5})\.gguf$/iu

/**
 * Takes a name apart, and refuses what cannot be one file before anything is asked.
 *
 * @throws ModelError that shows how such a name looks.
 */
export function parseHubName(name: string): HubName {
  const [organisation = '', repository = '', ...folders] = name.replace(/^hf:/u, '').split('/')
  const isWhole = [organisation, repository, ...folders].every((each) => part.test(each))
  const file = folders.at(-1) ?? ''
  if (!name.startsWith('hf:') || !isWhole || !/\.gguf$/iu.test(file)) {
    throw new ModelError(
      `"${name}" names no GGUF file on the hub. Such a name is hf:<org>/<repo>/<file.gguf>.`,
      {
        hint: 'For example: hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf',
      },
    )
  }
  assertWholeFile(file)
  return { name, repository: `${organisation}/${repository}`, path: folders.join('/'), file }
}

/** @throws ModelError when the file's name says that it is one of several. */
export function assertWholeFile(file: string): void {
  const [, piece, pieces] = split.exec(file) ?? []
  if (piece === undefined || Number(pieces) < 2) return
  throw new ModelError(
    `${file} is piece ${Number(piece)} of ${Number(pieces)} of a split model. Only models in one file are run.`,
    {
      hint: 'Take a smaller quantisation that is one file, or join the pieces with llama-gguf-split --merge and add the result.',
    },
  )
}
