/** Bytes for people: `98 MB`, `1.12 GB`. */
export function sizeWords(bytes: number): string {
  return bytes < 999.5e6
    ? `${Math.round(bytes / 1e6)} MB`
    : `${(bytes / 1e9).toFixed(bytes < 9.95e9 ? 2 : 1)} GB`
}

/** A number of weights for people: `135M`, `1.54B`. */
export function weightWords(parameters: number): string {
  return parameters < 999.5e6 ? `${Math.round(parameters / 1e6)}M` : `${(parameters / 1e9).toFixed(2)}B`
}
