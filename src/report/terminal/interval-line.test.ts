import { expect, test } from 'vitest'
import { axisLine, intervalLine } from './interval-line.ts'

const area = { axis: { low: 0.8, high: 1, ticks: [0.8, 0.9, 1] }, columns: 21, target: 0.9 }
const figure = (value: number, low: number, high: number) => ({
  metric: 'accuracy',
  value,
  low,
  high,
  n: 208,
})

// One cell is (1 − .8)/20 = 1 point.
test.each([
  ['inside the axis', figure(0.93, 0.88, 0.96), '        ╶────●──╴    '],
  ['beside the target', figure(0.97, 0.95, 0.98), '          ┊    ╶─●╴  '],
  ['beginning off scale', figure(0.83, 0.7, 0.86), '‹──●──╴   ┊          '],
  ['with its value off scale', figure(0.75, 0.7, 0.82), '‹─╴       ┊          '],
  ['wholly off scale', figure(0.12, 0.1, 0.2), '‹         ┊          '],
  ['narrower than a cell', figure(0.85, 0.849, 0.851), '     ●    ┊          '],
])('draws an interval %s', (_, interval, line) => {
  expect(intervalLine(interval, area)).toBe(line)
})

test('tick labels stand on their cells and never run together', () => {
  expect(axisLine(area, (tick) => String(tick * 100))).toBe('80       90       100')
  expect(axisLine({ ...area, columns: 8 }, (tick) => String(tick * 100))).toBe('80 90   ')
})
