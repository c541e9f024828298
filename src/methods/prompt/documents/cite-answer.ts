import { spansOf } from '../../../answers/spans.ts'
import { jsonSchema } from '../../../contracts/json.ts'
import type { PredictionCitation } from '../../../contracts/prediction.ts'
import { citationsOf, type TextRange } from '../../../knowledge/cite/citations-of.ts'
import { inputName } from './document-indexes.ts'

/**
 * Where the texts of a JSON answer stand in the input, those that do: each once, the first place inside what was shown.
 *
 * @param output JSON.
 */
export function citeAnswer(output: string, input: string, shown: readonly TextRange[]): PredictionCitation[] {
  const quotes = spansOf(jsonSchema.parse(JSON.parse(output)))
    .map(({ quote }) => quote)
    .filter((quote) => quote.trim() !== '')
  const { citations } = citationsOf([...new Set(quotes)], { name: inputName, text: input }, shown)
  return citations.map(({ section, ...citation }) => (section === '' ? citation : { ...citation, section }))
}
