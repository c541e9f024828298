import { arch, availableParallelism, cpus, platform } from 'node:os'

/** What the measured times belong to: processor, cores, platform. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  return `${model}, ${availableParallelism()} cores, ${platform()}-${arch()}, Node ${process.versions.node}`
}
