import type { Trainer } from '../../contracts/trainer.ts'

/** A trainer that notes the folders a fit asks for. @returns it, and what gives them all back. */
export function noteFolders(trainer: Trainer): { trainer: Trainer; releaseAll: () => Promise<void> } {
  const keys = new Set<string>()
  return {
    trainer: {
      ...trainer,
      folder(key) {
        keys.add(key)
        return trainer.folder(key)
      },
    },
    async releaseAll() {
      for (const key of keys) await trainer.release(key)
    },
  }
}
