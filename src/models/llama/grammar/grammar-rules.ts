/** Rules of a grammar in the making, in GBNF as llama.cpp reads it. */
export class GrammarRules {
  readonly #bodies = new Map<string, string>()
  #next = 0

  /** A name no rule has yet; its body may refer to it before it is known. */
  reserve(): string {
    const name = `r${this.#next}`
    this.#next += 1
    return name
  }

  /** @returns the name. */
  set(name: string, body: string): string {
    this.#bodies.set(name, body)
    return name
  }

  add(body: string): string {
    return this.set(this.reserve(), body)
  }

  /** The rule of this name, made when it is first asked for. */
  once(name: string, body: () => string): string {
    return this.#bodies.has(name) ? name : this.set(name, body())
  }

  text(): string {
    return [...this.#bodies].map(([name, body]) => `${name} ::= ${body}\n`).join('')
  }
}

/** A text that must stand there as it is. */
export function literal(text: string): string {
  const escaped = text.replaceAll(/["\\\p{Cc}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x20 || code > 0x7e ? `\\x${code.toString(16).padStart(2, '0')}` : `\\${character}`
  })
  return `"${escaped}"`
}
