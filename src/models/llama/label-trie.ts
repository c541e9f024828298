/** A label as the model writes it. `tokens` ends with the terminator (the end-of-turn token). */
export interface TokenisedLabel {
  label: string
  tokens: readonly number[]
}

/** A prefix that some labels share. */
export interface LabelTrie {
  /** What may follow, by token, in the order the labels were given. */
  children: Map<number, LabelTrie>
  /** Set where a label is complete: after its terminator. */
  label?: string
}

/** The labels' tokens as a trie. The labels must differ in their tokens. */
export function labelTrie(labels: readonly TokenisedLabel[]): LabelTrie {
  const root: LabelTrie = { children: new Map() }
  for (const { label, tokens } of labels) {
    let node = root
    for (const token of tokens) node = childOf(node, token)
    node.label = label
  }
  return root
}

function childOf(node: LabelTrie, token: number): LabelTrie {
  const existing = node.children.get(token)
  if (existing !== undefined) return existing
  const child: LabelTrie = { children: new Map() }
  node.children.set(token, child)
  return child
}
