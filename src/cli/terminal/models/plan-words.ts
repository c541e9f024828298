import type { AddPlan } from '../../../models/catalogue/add-plan.ts'
import { fitOf, type Fit, type MachineMemory } from '../../../models/catalogue/memory-need.ts'
import { sizeWords, weightWords } from './size-words.ts'

/** What is to be added, and how it fits this machine, before anything is downloaded. */
export function planWords(plan: AddPlan, machine: MachineMemory): string {
  const { name, bytes, sha256, memory, warnings } = plan
  const lines = [
    name,
    `  model     ${modelWords(plan)}`,
    `  file      ${sizeWords(bytes)}, sha256 ${sha256}${originWords(plan)}`,
    `  memory    about ${sizeWords(memory.totalBytes)} while it runs: weights ${sizeWords(memory.weightsBytes)}, context of ${memory.contextTokens.toLocaleString('en')} tokens ${sizeWords(memory.cacheBytes)}, working ${sizeWords(memory.workingBytes)}`,
    `  machine   ${sizeWords(machine.totalBytes)} of memory, ${sizeWords(machine.freeBytes)} free: ${fitWords[fitOf(memory, machine)]}`,
    ...warnings.map((warning) => `  warning   ${warning}`),
  ]
  return `${lines.join('\n')}\n`
}

const fitWords: Readonly<Record<Fit, string>> = {
  fits: 'it fits',
  tight: 'it fits only when other programs end',
  'too large': 'it is too large for this machine',
}

function modelWords({ facts, licence }: AddPlan): string {
  const { title, architecture, parameters, quantisation, contextTokens, tokenizer } = facts
  return [
    ...(title === undefined ? [] : [title]),
    architecture,
    `${weightWords(parameters)} weights`,
    quantisation,
    contextTokens === undefined
      ? 'context not stated'
      : `trained for ${contextTokens.toLocaleString('en')} tokens`,
    `tokenizer ${tokenizer ?? 'unknown'}, chat template`,
    `licence ${licence}`,
  ].join(' · ')
}

function originWords({ origin }: AddPlan): string {
  return origin.kind === 'hub' ? ` (declared), commit ${origin.file.commit.slice(0, 12)}` : ''
}
