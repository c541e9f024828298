import { join } from 'node:path'
import { EngineError } from '../../errors.ts'
import { engineFacts } from './engines.data.ts'
import type { EngineName } from './engine.ts'

/** The machine an engine is for. */
export interface Machine {
  platform: NodeJS.Platform
  arch: string
}

/** This machine. */
export const thisMachine: Machine = { platform: process.platform, arch: process.arch }

/** Where an engine lives: its exact version and the machine are in the name, so two versions never mix. */
export function engineFolder(name: EngineName, home: string, machine: Machine): string {
  return join(home, 'engines', `${name}-${engineFacts[name].version}-${machine.platform}-${machine.arch}`)
}

/**
 * The part of an engine that is made for this machine: a package (llama) or a folder (onnx).
 *
 * @throws EngineError when there is no build for this machine.
 */
export function platformPart(name: EngineName, machine: Machine): string {
  const { platforms, package: packageName } = engineFacts[name]
  const here = `${machine.platform}-${machine.arch}`
  const part = platforms[here]
  if (part !== undefined) return part
  throw new EngineError(
    `${packageName} has no build for ${here}. There are builds for: ${Object.keys(platforms).join(', ')}.`,
    { hint: 'Measure hosted models and recorded predictions on this machine: they need no engine.' },
  )
}
