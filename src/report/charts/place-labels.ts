import { labelUnits } from './fit-label.ts'

/** A point that wants its name beside it, in drawing units. */
export interface LabelledPoint {
  name: string
  x: number
  y: number
  /** The ends of its interval, which no other name may cover. */
  top: number
  bottom: number
}

export interface PlacedLabel extends LabelledPoint {
  /** Where the text stands and which end of it is there. */
  textX: number
  textY: number
  anchor: 'start' | 'middle' | 'end'
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * Puts each name right, left, above or below its point, farther out where it must, so that names overlap neither each
 * other nor a point nor leave the frame. A name without a free place takes the one with the fewest overlaps.
 */
export function placeLabels(points: LabelledPoint[], frame: Box): PlacedLabel[] {
  const taken: Box[] = points.map(({ x, y, top, bottom }) => ({
    left: x - 7,
    right: x + 7,
    top: Math.min(top, y - 7),
    bottom: Math.max(bottom, y + 7),
  }))
  return points.map((point) => {
    const own = taken[points.indexOf(point)]
    const options = candidates(point).map((label) => {
      const box = labelBox(label)
      const others = taken.filter((other) => other !== own)
      const overlaps = others.filter((other) => overlap(box, other)).length
      return { label, box, cost: overlaps + (isInside(box, frame) ? 0 : 10) }
    })
    const best = options.reduce((winner, option) => (option.cost < winner.cost ? option : winner))
    taken.push(best.box)
    return best.label
  })
}

function candidates(point: LabelledPoint): [PlacedLabel, ...PlacedLabel[]] {
  const at = (dx: number, dy: number, anchor: PlacedLabel['anchor']): PlacedLabel => ({
    ...point,
    textX: point.x + dx,
    textY: point.y + dy,
    anchor,
  })
  return [
    at(11, 4, 'start'),
    at(-11, 4, 'end'),
    at(9, -9, 'start'),
    at(9, 17, 'start'),
    at(-9, -9, 'end'),
    at(-9, 17, 'end'),
    ...[-24, 32, -40, 48].flatMap((dy) => [at(9, dy, 'start'), at(-9, dy, 'end')]),
  ]
}

function labelBox({ name, textX, textY, anchor }: PlacedLabel): Box {
  const width = labelUnits(name, 7)
  const left = anchor === 'start' ? textX : anchor === 'end' ? textX - width : textX - width / 2
  return { left, right: left + width, top: textY - 11, bottom: textY + 3 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function isInside(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  )
}
