/** Tokens a local chat may have. More would cost memory (23 KB a token for the 135M default) that few chats use. */
export const defaultContextTokens = 8192
