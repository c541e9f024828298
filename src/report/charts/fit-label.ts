import { displayWidth, truncateText } from '../display-width.ts'

/** Cuts a label to about `units` drawing units, at `perColumn` units a character column. */
export function fitLabel(text: string, units: number, perColumn = 7): string {
  return truncateText(text, Math.max(3, Math.floor(units / perColumn)))
}

/** About how wide a label is drawn. */
export function labelUnits(text: string, perColumn = 7): number {
  return displayWidth(text) * perColumn
}
