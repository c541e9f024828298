import { artifactBytes, type ExportedFile, type ExportSource } from './exported-file.ts'

/** Where each part of an adapter goes: GGUF for llama.cpp and Ollama, a PEFT folder for Python. */
const places: Readonly<Record<string, { path: string; about: string }>> = {
  'adapter.gguf': { path: 'adapter.gguf', about: 'the adapter for llama.cpp and Ollama' },
  'adapter.safetensors': {
    path: 'peft/adapter_model.safetensors',
    about: 'the adapter as PEFT loads it',
  },
  'adapter-config': { path: 'peft/adapter_config.json', about: 'its rank, modules and base' },
  'adapter_config.json': { path: 'peft/adapter_config.json', about: 'its rank, modules and base' },
}

/** Names of artifacts that go here. */
export const adapterArtifacts = Object.keys(places)

/** An adapter in every form the candidate has. */
export async function adapterFiles(source: ExportSource): Promise<ExportedFile[]> {
  const files: ExportedFile[] = []
  for (const [name, place] of Object.entries(places)) {
    const bytes = await artifactBytes(source, name)
    if (bytes !== undefined) files.push({ ...place, bytes })
  }
  return files
}
