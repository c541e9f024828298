/** Text from data on one line of Markdown: it cannot become markup, HTML or a table's edge. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\`*_[\]<>|#!~&]/gu, String.raw`\$&`)
}
