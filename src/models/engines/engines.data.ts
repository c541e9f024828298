import type { EngineName } from './engine.ts'

/** What an engine is made of. `platformPackage` is needed where npm must not choose the binary itself. */
export interface EngineFacts {
  name: EngineName
  package: string
  version: string
  licence: string
  /** Bytes in the folder while npm installs (for progress) and once done. */
  installingBytes: number
  bytes: number
  platforms: Readonly<Record<string, string>>
}

/**
 * Exact versions. node-llama-cpp 3.22.1 gave the same numbers, but its locks name binaries that some registry
 * copies lack; onnxruntime-node carries every platform's binaries, of which only ours are kept.
 */
export const engineFacts: Readonly<Record<EngineName, EngineFacts>> = {
  llama: {
    name: 'llama',
    package: 'node-llama-cpp',
    version: '3.21.1',
    licence: 'MIT',
    installingBytes: 83_000_000,
    bytes: 83_000_000,
    platforms: {
      'linux-x64': '@node-llama-cpp/linux-x64',
      'linux-arm64': '@node-llama-cpp/linux-arm64',
      'linux-arm': '@node-llama-cpp/linux-armv7l',
      'darwin-arm64': '@node-llama-cpp/mac-arm64-metal',
      'darwin-x64': '@node-llama-cpp/mac-x64',
      'win32-x64': '@node-llama-cpp/win-x64',
      'win32-arm64': '@node-llama-cpp/win-arm64',
    },
  },
  onnx: {
    name: 'onnx',
    package: 'onnxruntime-node',
    version: '1.30.0',
    licence: 'MIT',
    installingBytes: 291_000_000,
    bytes: 45_000_000,
    platforms: {
      'linux-x64': 'linux/x64',
      'linux-arm64': 'linux/arm64',
      'darwin-arm64': 'darwin/arm64',
      'win32-x64': 'win32/x64',
      'win32-arm64': 'win32/arm64',
    },
  },
  trainer: {
    name: 'trainer',
    package: 'trl',
    // Of TRL, then of the lock around it: raise the last number when python/requirements.lock changes.
    version: '1.16.0-1',
    licence: 'Apache-2.0',
    installingBytes: 1_550_000_000,
    bytes: 1_550_000_000,
    // Where PyTorch has wheels.
    platforms: {
      'linux-x64': 'manylinux x86_64',
      'linux-arm64': 'manylinux aarch64',
      'darwin-arm64': 'macosx arm64',
      'win32-x64': 'win amd64',
    },
  },
}

/** sha256 of the lock that the trainer's version stands for. */
export const trainerLockSha256 = '278b2092cd819a0405df6cf424f070565c22a34ea8f1643d587300304e125728'
