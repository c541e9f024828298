import { cpus } from 'node:os'

/** Processor time since some fixed moment, in milliseconds summed over the cores. */
export interface CoreTimes {
  busy: number
  idle: number
  /** What this process used of `busy`. */
  own: number
  cores: number
}

const sampleEveryMs = 200
/** Of a sample's time, the least that this process must have computed. */
const workingShare = 0.25

/**
 * How many cores the rest of the machine leaves to this process while it works, as a mean since the last sample.
 *
 * llama.cpp's threads wait for each other by spinning, a thousand times a decode call. When another program holds one
 * of their cores, each wait lasts until the scheduler comes round: on two cores and beside two busy programs a call
 * of 20 ms took 600. With no more threads than cores are free that does not happen.
 */
export function spareCores(
  read: () => CoreTimes = readCoreTimes,
  now: () => number = () => performance.now(),
): () => number {
  let before = read()
  let sampledAt = now()
  let spare = before.cores
  return () => {
    if (now() - sampledAt < sampleEveryMs) return spare
    const after = read()
    const busy = after.busy - before.busy
    const total = busy + after.idle - before.idle
    const own = after.own - before.own
    // Between two requests this process rests: what others did then says nothing about the request now.
    const wasWorking = own >= workingShare * (now() - sampledAt)
    if (total > 0 && wasWorking) spare = after.cores * (1 - Math.max(0, busy - own) / total)
    before = after
    sampledAt = now()
    return spare
  }
}

/** As many threads as cores are (nearly) free: others may have two fifths of one core before it is left to them. */
export function threadsFor(spare: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(spare + 0.6)))
}

function readCoreTimes(): CoreTimes {
  const all = cpus()
  const { user, system } = process.cpuUsage()
  let busy = 0
  let idle = 0
  for (const { times } of all) {
    busy += times.user + times.nice + times.sys + times.irq
    idle += times.idle
  }
  return { busy, idle, own: (user + system) / 1000, cores: all.length }
}
