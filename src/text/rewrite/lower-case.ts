import type { Rewrite } from './rewrite.ts'

/** All in lower case, as people type on a phone. */
export const lowerCase: Rewrite = { name: 'lower case', rewrite: (text) => text.toLowerCase() }
