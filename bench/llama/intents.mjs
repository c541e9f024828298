/** Made-up intents of a web shop: 7 things to do × 11 things, and three ways to say each. */
const things = [
  'order',
  'card',
  'transfer',
  'subscription',
  'booking',
  'invoice',
  'account',
  'delivery',
  'password',
  'voucher',
  'address',
]
const sayings = {
  cancel: ['please stop my', 'i no longer want the', 'call off the'],
  change: ['i need to modify my', 'update the', 'can i alter the'],
  track: ['where is my', 'what is the status of my', 'follow the'],
  refund: ['give me my money back for the', 'reimburse the', 'i want a repayment of the'],
  dispute: ['something is wrong with the', 'i never agreed to this', 'complain about the'],
  activate: ['how do i switch on my', 'enable the new', 'start using the'],
  close: ['shut down my', 'delete the', 'end my'],
}

export const rows = Object.entries(sayings).flatMap(([action, ways]) =>
  things.flatMap((thing) => ways.map((way) => ({ text: `${way} ${thing}`, label: `${action}_${thing}` }))),
)
export const labels = [...new Set(rows.map(({ label }) => label))]

const instruction = 'Name the intent of the message.'

/** No examples: the model is told the labels and has little idea. */
export function flatChat(row) {
  return [
    { role: 'system', content: `${instruction} One of: ${labels.join(', ')}` },
    { role: 'user', content: row.text },
  ]
}

/** Ten examples as a retriever would bring them: half of them of the same intent or action. */
export function peakedChat(row) {
  const at = rows.indexOf(row)
  const same = rows.filter((other) => other !== row && other.label === row.label)
  const action = row.label.split('_')[0]
  const near = rows
    .filter((other) => other.label !== row.label && other.label.startsWith(`${action}_`))
    .slice(at % 7, (at % 7) + 3)
  const far = [13, 47, 89, 131, 177].map((step) => rows[(at + step) % rows.length])
  const shown = [...far, ...near, ...same]
  return [
    { role: 'system', content: instruction },
    ...shown.flatMap(({ text, label }) => [
      { role: 'user', content: text },
      { role: 'assistant', content: label },
    ]),
    { role: 'user', content: row.text },
  ]
}
