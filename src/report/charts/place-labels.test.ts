import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeLabels } from './place-labels.ts'

const frame = { left: 50, right: 370, top: 0, bottom: 244 }

test('two neighbours write to different sides', () => {
  const point = (name: string, x: number) => ({ name, x, y: 100, top: 100, bottom: 100 })
  const [first, second] = placeLabels([point('few-shot', 200), point('zero-shot', 212)], frame)
  expect(first?.anchor).toBe('end')
  expect(second?.anchor).toBe('start')
})

test('every point keeps its name', () => {
  const points = fc.array(
    fc.record({ x: fc.integer({ min: 50, max: 358 }), y: fc.integer({ min: 18, max: 240 }) }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(points, (drawn) => {
      const named = drawn.map(({ x, y }, index) => ({
        name: `candidate-${index}`,
        x,
        y,
        top: y - 4,
        bottom: y + 4,
      }))
      expect(placeLabels(named, frame).map(({ name }) => name)).toEqual(named.map(({ name }) => name))
    }),
  )
})
