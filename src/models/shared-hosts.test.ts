import { describe, expect, it } from 'vitest'
import { SharedHosts } from './shared-hosts.ts'

class Lamp {
  isOn = true
  close(): Promise<void> {
    this.isOn = false
    return Promise.resolve()
  }
}

function lamps() {
  const opened: Lamp[] = []
  const open = () => {
    const lamp = new Lamp()
    opened.push(lamp)
    return Promise.resolve(lamp)
  }
  return { hosts: new SharedHosts<Lamp>(), opened, open }
}

describe('SharedHosts', () => {
  it('opens one host a digest, also for two who ask at once', async () => {
    const { hosts, opened, open } = lamps()
    const [one, two] = await Promise.all([hosts.share('a', open), hosts.share('a', open)])
    const other = await hosts.share('b', open)
    expect(one.host).toBe(two.host)
    expect(other.host).not.toBe(one.host)
    expect(opened).toHaveLength(2)
  })

  it('keeps a host that nobody holds for the next who asks', async () => {
    const { hosts, opened, open } = lamps()
    await (await hosts.share('a', open)).giveBack()
    const again = await hosts.share('a', open)
    expect(again.host.isOn).toBe(true)
    expect(opened).toHaveLength(1)
  })

  it('closes idle hosts at once and held ones with their last share', async () => {
    const { hosts, open } = lamps()
    const idle = await hosts.share('idle', open)
    await idle.giveBack()
    const first = await hosts.share('held', open)
    const second = await hosts.share('held', open)
    await hosts.close()
    expect(idle.host.isOn).toBe(false)
    await first.giveBack()
    await first.giveBack()
    expect(first.host.isOn).toBe(true)
    await second.giveBack()
    expect(first.host.isOn).toBe(false)
  })

  it('tries again after a host failed to open', async () => {
    const { hosts, open } = lamps()
    await expect(hosts.share('a', () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory')
    expect((await hosts.share('a', open)).host.isOn).toBe(true)
  })

  it('hands out nothing after it was closed', async () => {
    const { hosts, open } = lamps()
    await hosts.close()
    await expect(hosts.share('a', open)).rejects.toThrow('This model pool is closed')
  })
})
