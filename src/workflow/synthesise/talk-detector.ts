import type { Example } from '../../contracts/example.ts'

/** What models say of a text instead of writing one, or before they refuse. */
const phrases: readonly RegExp[] = [
  /\bthe (?:original|given|provided|following|new|rewritten) (?:text|sentence|message|example|input)\b/iu,
  /^the (?:text|sentence|answer|example|message) (?:is|would be|mentions|describes|does)\b/iu,
  /\bas an? (?:ai|(?:large )?language model)\b/iu,
  /\bi(?:'|’| a)m an? (?:ai|chatbot|assistant|(?:large )?language model)\b/iu,
  /\b(?:rephrased|paraphrased?|reworded|training example)\b/iu,
  /^(?:i(?:'|’)m sorry|sorry|i apologi[sz]e),? (?:but )?(?:i (?:cannot|can(?:'|’)t|am unable)|for any)/iu,
]

/** Tells texts that speak of the task. A phrase that train rows use themselves says nothing. English phrases only. */
export function talkDetector(train: readonly Example[]): (text: string) => boolean {
  const foreign = phrases.filter((phrase) => !train.some(({ input }) => phrase.test(input.text)))
  return (text) => foreign.some((phrase) => phrase.test(text.trim()))
}
