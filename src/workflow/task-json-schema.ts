import * as z from 'zod'
import { taskFileSchema } from '../contracts/task.ts'

/** A node of the published JSON Schema, as far as it is read here. */
export interface JsonSchemaNode {
  type?: string
  description?: string
  properties?: { [key: string]: JsonSchemaNode }
  additionalProperties?: boolean | JsonSchemaNode
  items?: JsonSchemaNode
  anyOf?: JsonSchemaNode[]
  enum?: string[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minItems?: number
  required?: string[]
  [keyword: string]: unknown
}

/** JSON Schema (draft 2020-12) of the task file as it is written, for editors: published as `task.schema.json`. */
export function taskJsonSchema(): JsonSchemaNode {
  const schema = z.toJSONSchema(taskFileSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // Integers without a bound of their own would show JavaScript's.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  // zod types its output by draft; this is the part of it that is read here.
  return { title: 'crossover task', ...schema } as JsonSchemaNode
}
