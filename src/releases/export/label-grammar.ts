/** A grammar (GBNF, of llama.cpp) that allows a label and nothing else. */
export function labelGrammar(labels: readonly string[]): string {
  return `root ::= ${labels.map(quoted).join(' | ')}\n`
}

function quoted(label: string): string {
  const escaped = label
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return `"${escaped}"`
}
