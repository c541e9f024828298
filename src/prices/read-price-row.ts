/** Rates as a report wrote them down. */
export interface WrittenPrice {
  modelName: string
  inputPerMillionUsd: number
  outputPerMillionUsd: number
  /** Where they were from, and how old they were. */
  from: string
}

const form =
  /^(?<modelName>.+?): (?<input>[\d.e+-]+) USD in and (?<output>[\d.e+-]+) USD out per million tokens \((?<from>.+)\)$/u

/** Reads `priceRow` of a report, as `describePrice` writes it; `undefined` for any other text. */
export function readPriceRow(text: string): WrittenPrice | undefined {
  const { modelName, input, output, from } = form.exec(text)?.groups ?? {}
  if (modelName === undefined || from === undefined) return undefined
  const [inputPerMillionUsd, outputPerMillionUsd] = [Number(input), Number(output)]
  if (Number.isNaN(inputPerMillionUsd) || Number.isNaN(outputPerMillionUsd)) return undefined
  return { modelName, inputPerMillionUsd, outputPerMillionUsd, from }
}
