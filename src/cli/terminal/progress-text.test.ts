import { expect, test } from 'vitest'
import { progressText } from './progress-text.ts'

function textsAt(events: [ms: number, done: number][], total: number, unit: 'rows' | 'bytes'): string[] {
  let now = 0
  const text = progressText(() => now)
  return events.map(([ms, done]) => {
    now = ms
    return text({ label: 'zero-shot', done, total, unit })
  })
}

test('rate and time left are counted from the first event', () => {
  expect(
    textsAt(
      [
        [0, 10],
        [2000, 14],
        [5000, 20],
      ],
      20,
      'rows',
    ),
  ).toEqual([
    '  zero-shot  10 of 20 rows',
    '  zero-shot  14 of 20 rows · 2/s · 3 s left',
    '  zero-shot  20 of 20 rows',
  ])
})

test('a start that is hardly a start says nothing of how long the rest takes', () => {
  const [, slow, telling] = textsAt(
    [
      [0, 0],
      [5000, 400],
      [10_000, 830_000],
    ],
    83_000_000,
    'bytes',
  )
  expect(slow).toBe('  zero-shot  0.0 MB of 83.0 MB')
  expect(telling).toContain('0.8 MB of 83.0 MB · 0.1 MB/s · 17 min left')
})
