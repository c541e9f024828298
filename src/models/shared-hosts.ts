import { ModelError } from '../errors.ts'

interface Closable {
  close(): Promise<void>
}

interface Entry<Host> {
  opened: Promise<Host>
  shares: number
}

/** A share of a host. Giving it back a second time does nothing. */
export interface Share<Host> {
  host: Host
  readonly giveBack: () => Promise<void>
}

/**
 * Hosts by digest, each opened once and shared. A host nobody holds stays open for the next who asks, until `close`;
 * after that, each host ends when its last share is given back.
 */
export class SharedHosts<Host extends Closable> {
  readonly #entries = new Map<string, Entry<Host>>()
  #isClosed = false

  /**
   * @param open opens the host, when nobody did before. When it fails, the next who asks tries again.
   * @throws ModelError after `close`.
   */
  async share(digest: string, open: () => Promise<Host>): Promise<Share<Host>> {
    if (this.#isClosed) throw new ModelError('This model pool is closed: it hands out nothing more.')
    const entry = this.#entries.get(digest) ?? { opened: open(), shares: 0 }
    this.#entries.set(digest, entry)
    entry.shares += 1
    try {
      return this.#shareOf(entry, await entry.opened)
    } catch (error) {
      if (this.#entries.get(digest) === entry) this.#entries.delete(digest)
      throw error
    }
  }

  /** Closes the hosts that nobody holds, and promises the same for the others. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const idle = [...this.#entries.values()].filter((entry) => entry.shares === 0)
    await Promise.all(idle.map(async (entry) => (await entry.opened).close()))
  }

  #shareOf(entry: Entry<Host>, host: Host): Share<Host> {
    let isHeld = true
    const giveBack = async () => {
      if (!isHeld) return
      isHeld = false
      entry.shares -= 1
      if (this.#isClosed && entry.shares === 0) await host.close()
    }
    return { host, giveBack }
  }
}
