/** English number words that count as numbers. */
export const numberWords: ReadonlyMap<string, number> = new Map(
  'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, at) => [word, at + 1]),
)

/** Spellings of units and currencies, in lower case, and what each is compared as. */
const spellings: readonly (readonly [string, string])[] = [
  ['usd', '$ usd dollar dollars us$'],
  ['eur', '€ eur euro euros'],
  ['gbp', '£ gbp pound-sterling'],
  ['jpy', '¥ jpy yen'],
  ['percent', '% percent pct'],
  ['kg', 'kg kilo kilos kilogram kilograms kilogrammes'],
  ['g', 'g gram grams grammes'],
  ['lb', 'lb lbs pound pounds'],
  ['oz', 'oz ounce ounces'],
  ['mm', 'mm millimetre millimetres millimeter millimeters'],
  ['cm', 'cm centimetre centimetres centimeter centimeters'],
  ['m', 'm metre metres meter meters'],
  ['km', 'km kilometre kilometres kilometer kilometers'],
  ['in', 'inch inches ″'],
  ['ft', 'ft foot feet'],
  ['ml', 'ml millilitre millilitres milliliter milliliters'],
  ['l', 'l litre litres liter liters'],
  ['s', 's sec secs second seconds'],
  ['min', 'min mins minute minutes'],
  ['h', 'h hr hrs hour hours'],
  ['day', 'day days'],
  ['week', 'week weeks'],
  ['month', 'month months'],
  ['year', 'year years yr yrs'],
  ['w', 'w watt watts'],
  ['v', 'v volt volts'],
  ['mah', 'mah'],
  ['gb', 'gb gigabyte gigabytes'],
  ['mb', 'mb megabyte megabytes'],
  ['tb', 'tb terabyte terabytes'],
]

/** A unit's spelling in lower case → what it is compared as. */
export const numberUnits: Readonly<Record<string, string>> = Object.fromEntries(
  spellings.flatMap(([unit, names]) => names.split(' ').map((name): [string, string] => [name, unit])),
)
