import type { Family } from '../../contracts/candidate.ts'

/** Whose labour an arm takes: that of a prompt, of a model trained in minutes, of trained weights; hybrids of two. */
interface LabourOf {
  prompt: boolean
  trained?: 'light' | 'weights'
}

const lightKinds = ['tune/head', 'tune/tagger']

/** What kind of labour a candidate takes. */
export function labourOf({ kind, family }: { kind: string; family: Family }): LabourOf {
  if (family === 'prompt') return { prompt: true }
  if (family === 'hybrid') return { prompt: true, trained: 'light' }
  const isLight = family === 'baseline' || lightKinds.includes(kind)
  return { prompt: false, trained: isLight ? 'light' : 'weights' }
}
