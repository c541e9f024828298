/**
 * How far candidates disagree on a row: the entropy of their answers over its largest value, log of how many they are.
 * 0 when all agree or there are fewer than two answers, 1 when all differ.
 *
 * @see Dagan & Engelson 1995, ICML (vote entropy)
 */
export function answerDisagreement(answers: readonly string[]): number {
  if (answers.length < 2) return 0
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  let entropy = 0
  for (const count of counts.values()) entropy -= (count / answers.length) * Math.log(count / answers.length)
  return entropy / Math.log(answers.length)
}
