import { assertInsideUnit } from './assert-probability.ts'

/** ⌈ln α / ln target⌉: with fewer rows not even all right shows "at least `target`" (.80: 14, .90: 29, .95: 59, .99: 299). */
export function minimumRowsForTarget(target: number, alpha = 0.05): number {
  assertInsideUnit('target', target)
  return Math.ceil(Math.log(alpha) / Math.log(target))
}
