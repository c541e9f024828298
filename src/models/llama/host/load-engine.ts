import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EngineError } from '../../../errors.ts'
import type { NodeLlamaCpp } from './engine-surface.ts'

/** node-llama-cpp and the Jinja renderer it depends on, from an engine folder. */
export interface LoadedEngine {
  library: NodeLlamaCpp
  jinja: JinjaLibrary
  /** Whether a binary for a GPU is installed there. */
  hasGpu: boolean
}

export interface JinjaLibrary {
  Template: new (source: string) => { render(values: Record<string, unknown>): string }
}

/** @throws EngineError when the folder holds no engine, or one whose inside we do not know. */
export async function loadEngine(folder: string): Promise<LoadedEngine> {
  const library = await importFrom(join(folder, 'package.json'), 'node-llama-cpp')
  const jinja = await importFrom(library.path, '@huggingface/jinja')
  if (typeof library.module['getLlama'] !== 'function' || typeof jinja.module['Template'] !== 'function') {
    throw new EngineError(`The engine in ${folder} lacks getLlama or its template renderer.`, reinstall)
  }
  return {
    // The border: what the engine exports is ours to describe.
    library: library.module as unknown as NodeLlamaCpp,
    jinja: jinja.module as unknown as JinjaLibrary,
    hasGpu: await hasGpuBinary(folder),
  }
}

const reinstall = { hint: 'Install the engine again: crossover engine add llama' }

interface Imported {
  path: string
  module: Record<string, unknown>
}

async function importFrom(from: string, name: string): Promise<Imported> {
  try {
    const path = createRequire(from).resolve(name)
    return { path, module: (await import(pathToFileURL(path).href)) as Record<string, unknown> }
  } catch (cause) {
    throw new EngineError(`${name} cannot be loaded from ${from}.`, { ...reinstall, cause })
  }
}

async function hasGpuBinary(folder: string): Promise<boolean> {
  const names = await readdir(join(folder, 'node_modules', '@node-llama-cpp')).catch(() => [])
  return names.some((name) => /cuda|vulkan|metal/.test(name))
}
