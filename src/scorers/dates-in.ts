/** A day or a month; parts that are not written are absent. */
interface DateReading {
  year?: number
  month: number
  day?: number
}

/** A date as it is written, and what it may stand for: "05/03/2024" is in March or in May. */
export interface WrittenDate {
  text: string
  readings: DateReading[]
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)
const monthName = `(?<name>${months.map((name) => (name === 'may' ? name : `${name}|${name.slice(0, 3)}`)).join('|')}|sept)`
const day = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`
const year = String.raw`(?<year>\d{4})`
const forms = [
  String.raw`\b(?<year>\d{4})-(?<number>\d{2})-(?<day>\d{2})\b`,
  String.raw`\b(?<one>\d{1,2})[./](?<two>\d{1,2})[./](?<year>\d{4}|\d{2})\b`,
  String.raw`\b${day}\.?\s+(?:of\s+)?${monthName}\b\.?(?:,?\s+${year}\b)?`,
  String.raw`\b${monthName}\.?\s+${day}\b(?:,?\s+${year}\b)?`,
  String.raw`\b${monthName}\.?,?\s+${year}\b`,
].map((form) => new RegExp(form, 'giu'))

/** Dates of a text: ISO, with slashes or dots, or with an English month; of overlapping ones the first form wins. */
export function datesIn(text: string): WrittenDate[] {
  const dates: WrittenDate[] = []
  let rest = text
  for (const form of forms) {
    rest = rest.replaceAll(form, (found: string, ...parts: unknown[]) => {
      const readings = readingsOf(groupsOf(parts)).filter(isDate)
      if (readings.length === 0) return found
      dates.push({ text: found, readings })
      return ' '.repeat(found.length)
    })
  }
  return dates
}

/** Whether two dates may be the same: equal in every part that both have. */
export function isSameDate(one: WrittenDate, other: WrittenDate): boolean {
  return one.readings.some((a) =>
    other.readings.some(
      (b) => a.month === b.month && isEqualOrAbsent(a.day, b.day) && isEqualOrAbsent(a.year, b.year),
    ),
  )
}

function isEqualOrAbsent(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

/** The last thing a replacer is given: the named groups. */
function groupsOf(parts: unknown[]): Record<string, string | undefined> {
  return parts.at(-1) as Record<string, string | undefined>
}

function readingsOf(groups: Record<string, string | undefined>): DateReading[] {
  const written = groups['year']
  const years = written === undefined ? {} : { year: Number(written.length === 2 ? `20${written}` : written) }
  const { one, two } = groups
  if (one !== undefined && two !== undefined) {
    return [
      { ...years, day: Number(one), month: Number(two) },
      { ...years, day: Number(two), month: Number(one) },
    ]
  }
  const name = groups['name']?.toLowerCase().slice(0, 3)
  const month =
    name === undefined ? Number(groups['number']) : months.findIndex((known) => known.startsWith(name)) + 1
  return [{ ...years, month, ...(groups['day'] === undefined ? {} : { day: Number(groups['day']) }) }]
}

function isDate({ month, day = 1 }: DateReading): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}
