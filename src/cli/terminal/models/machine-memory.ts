import { freemem, totalmem } from 'node:os'
import type { MachineMemory } from '../../../models/catalogue/memory-need.ts'

/** Memory of this machine, or of the container this runs in where that has less. */
export function machineMemory(): MachineMemory {
  // Without a limit it is 0 or beyond what there is.
  const limit = process.constrainedMemory()
  const totalBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return { totalBytes, freeBytes: Math.min(totalBytes, process.availableMemory?.() ?? freemem()) }
}
