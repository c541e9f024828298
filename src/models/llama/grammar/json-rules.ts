import type { GrammarRules } from './grammar-rules.ts'

/** One character inside a JSON text. */
export function textRule(rules: GrammarRules): string {
  return rules.once(
    'char',
    () =>
      String.raw`[^"\\\x00-\x1f\x7f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F])`,
  )
}

/** Of at most 15 digits: what a double holds, and an end to rows of digits. */
export function numberRule(rules: GrammarRules, type: 'number' | 'integer' = 'number'): string {
  const integer = rules.once('integer', () => '"-"? ("0" | [1-9] [0-9]{0,14})')
  return type === 'integer' ? integer : rules.once('number', () => `${integer} ("." [0-9]{1,15})?`)
}

/** Any JSON value, without white space. */
export function jsonValueRule(rules: GrammarRules): string {
  return rules.once('value', () => {
    const text = rules.once('text', () => `"\\"" ${textRule(rules)}* "\\""`)
    const member = rules.once('member', () => `${text} ":" value`)
    const object = rules.once('object', () => `"{" (${member} ("," ${member})*)? "}"`)
    const array = rules.once('array', () => '"[" (value ("," value)*)? "]"')
    return `${object} | ${array} | ${text} | ${numberRule(rules)} | "true" | "false" | "null"`
  })
}
