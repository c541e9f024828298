import type { JsonSchemaNode } from './task-json-schema.ts'

/** What a schema node allows, in words that fit after "It must be". */
export function describeAllowed(node: JsonSchemaNode | undefined): string {
  if (node === undefined) return 'something else'
  if (node.enum !== undefined) return listOr(node.enum)
  if (node.type === 'number' || node.type === 'integer') return describeNumber(node)
  if (node.type === 'string') return describeText(node)
  if (node.type === 'boolean') return 'true or false'
  if (node['prefixItems'] !== undefined) return '[low, high]'
  if (node.type === 'array') return `a list${node.minItems === 1 ? ' of at least one entry' : ''}`
  if (node.type === 'object') return describeObject(node)
  if (node.anyOf !== undefined) return listOr([...new Set(node.anyOf.map(describeAllowed))])
  return 'something else'
}

function describeNumber(node: JsonSchemaNode): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node
  const what = node.type === 'integer' ? 'a whole number ' : ''
  const number = what === '' ? 'a number' : what.trim()
  if (minimum !== undefined && maximum !== undefined) return `${what}between ${minimum} and ${maximum}`
  if (exclusiveMinimum !== undefined && exclusiveMaximum !== undefined)
    return `${what}between ${exclusiveMinimum} and ${exclusiveMaximum}`
  if (exclusiveMinimum !== undefined) return `${number} above ${exclusiveMinimum}`
  if (minimum !== undefined) return `${number} of at least ${minimum}`
  return number
}

function describeText(node: JsonSchemaNode): string {
  if (node['format'] === 'date') return 'a date such as 2026-03-31'
  if (node['format'] === 'uri') return 'a URL such as https://api.example.com/v1'
  return 'text'
}

function describeObject(node: JsonSchemaNode): string {
  const keys = Object.keys(node.properties ?? {})
  if (keys.length === 0) return 'a set of "key: value" lines'
  const required = node.required ?? []
  if (required.length > 0) return `a set of keys with at least ${required.join(' and ')}`
  return `a set of keys such as ${keys.slice(0, 4).join(', ')}`
}

function listOr(options: readonly string[]): string {
  if (options.length < 2) return options.join('')
  return `${options.slice(0, -1).join(', ')} or ${options.at(-1) ?? ''}`
}
