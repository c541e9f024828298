import { describe, expect, it } from 'vitest'
import { defaultCacheFolder } from './cache-folder.ts'

describe('defaultCacheFolder', () => {
  it('takes CROSSOVER_HOME before anything else', () => {
    expect(defaultCacheFolder({ CROSSOVER_HOME: '/data/models', HOME: '/home/ann' }, 'linux')).toBe(
      '/data/models',
    )
  })

  it('uses ~/.cache on Linux, or XDG_CACHE_HOME where it is absolute', () => {
    expect(defaultCacheFolder({ HOME: '/home/ann' }, 'linux')).toBe('/home/ann/.cache/crossover')
    expect(defaultCacheFolder({ HOME: '/home/ann', XDG_CACHE_HOME: '/var/cache' }, 'linux')).toBe(
      '/var/cache/crossover',
    )
    expect(defaultCacheFolder({ HOME: '/home/ann', XDG_CACHE_HOME: 'cache' }, 'linux')).toBe(
      '/home/ann/.cache/crossover',
    )
  })

  it('uses the caches folder of macOS and the local application data of Windows', () => {
    expect(defaultCacheFolder({ HOME: '/Users/ann' }, 'darwin')).toBe('/Users/ann/Library/Caches/crossover')
    expect(defaultCacheFolder({ LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local' }, 'win32')).toBe(
      'C:\\Users\\ann\\AppData\\Local\\crossover\\Cache',
    )
  })
})
