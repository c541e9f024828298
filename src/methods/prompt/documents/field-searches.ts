import { spansOf } from '../../../answers/spans.ts'
import { jsonObjectSchema, jsonSchema, type JsonObject } from '../../../contracts/json.ts'
import type { TrainingSplit } from '../../../contracts/method.ts'
import { fieldQueries } from '../../../knowledge/search/field-queries.ts'

/** What is searched for one field of the schema: queries whose lists are fused. */
export interface FieldSearch {
  field: string
  queries: string[]
}

/**
 * A search for each field of an object schema: its name and description, the words that are telling for its training
 * answers, and a few of those answers.
 */
export function fieldSearches(schema: JsonObject, split: Pick<TrainingSplit, 'train'>): FieldSearch[] {
  const properties = jsonObjectSchema.safeParse(schema['properties'])
  const fields = properties.success ? properties.data : {}
  if (Object.keys(fields).length === 0) return [wholeAnswer(split)]
  const answers = split.train.map(({ expected }) => jsonObjectSchema.safeParse(JSON.parse(expected)))
  const textsOf = (field: string): string[] =>
    answers.flatMap(({ data }) => spansOf(data?.[field] ?? null).map(({ quote }) => quote))
  const texts = new Map(Object.keys(fields).map((field) => [field, textsOf(field)]))
  return Object.entries(fields).map(([field, given]) => {
    const own = jsonObjectSchema.safeParse(given)
    const definition = own.data?.['description']
    const others = [...texts].flatMap(([name, found]) => (name === field ? [] : found))
    const queries = fieldQueries({
      field,
      examples: texts.get(field) ?? [],
      others,
      ...(typeof definition === 'string' ? { definition } : {}),
    })
    return { field, queries }
  })
}

/** Where a schema names no fields, everything that was ever answered is searched for. */
function wholeAnswer(split: Pick<TrainingSplit, 'train'>): FieldSearch {
  const texts = split.train.flatMap(({ expected }) => spansOf(jsonSchema.parse(JSON.parse(expected))))
  return {
    field: '',
    queries: fieldQueries({ field: 'answer', examples: texts.map(({ quote }) => quote) }),
  }
}
