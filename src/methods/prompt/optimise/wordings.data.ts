/** Ways to word the same task. The first is the plain one; later ones are tried where there are calls for them. */
export interface Wording {
  name: string
  /** The system message as a template, without demonstrations and input. */
  system: string
}

const list = `{% for label in labels -%}
- {{ label.name }}{% if label.definition != '' %}: {{ label.definition }}{% endif %}
{% endfor %}`

const classification: Wording[] = [
  {
    name: 'plain list',
    system: `{{ description }}
Answer with exactly one of these labels:
${list}`,
  },
  {
    name: 'no list',
    system: '{{ description }} Answer with a label, as in the examples.',
  },
  {
    name: 'role and format',
    system: `You sort texts with care and never guess a label that is not listed.
{{ description }}
Labels:
${list}
Answer with the label alone, spelt as it is above.`,
  },
  {
    name: 'names only',
    system: `{{ description }}
Answer with one of: {% for label in labels %}{{ label.name }}{% if forloop.last == false %}, {% endif %}{% endfor %}.`,
  },
  {
    name: 'list first',
    system: `Labels:
${list}
{{ description }} Answer with exactly one of the labels above.`,
  },
  {
    name: 'list from the end',
    system: `{{ description }}
Answer with exactly one of these labels:
{% for label in labels reversed -%}
- {{ label.name }}{% if label.definition != '' %}: {{ label.definition }}{% endif %}
{% endfor %}`,
  },
  {
    name: 'numbered list',
    system: `{{ description }}
These are the labels:
{% for label in labels -%}
{{ forloop.index }}. {{ label.name }}{% if label.definition != '' %} ({{ label.definition }}){% endif %}
{% endfor %}
Answer with the name of exactly one label.`,
  },
  {
    name: 'what the text asks for',
    system: `{{ description }}
First see what the writer wants done, not which words occur. Of these labels, exactly one fits best:
${list}
Answer with it and nothing else.`,
  },
]

const fields = `{{ fields }}
{% if verbatim %}Copy words exactly as they stand in the text. {% endif %}`
const nothing = 'Leave out a field of which the text says nothing; if it says nothing of any, answer {}.'

const extraction: Wording[] = [
  {
    name: 'plain',
    system: `{{ description }}
Answer with one JSON object and nothing else. It may have these fields:
${fields}${nothing}`,
  },
  {
    name: 'role',
    system: `You read documents closely and report only what they say.
{{ description }}
Answer with one JSON object and nothing else. It may have these fields:
${fields}${nothing}`,
  },
  {
    name: 'fields first',
    system: `Fields:
${fields}
{{ description }} Answer with one JSON object of these fields and nothing else. ${nothing}`,
  },
  {
    name: 'short',
    system: `{{ description }} Answer in JSON with these fields where the text has them, else {}:
${fields}`,
  },
  {
    name: 'field by field',
    system: `{{ description }}
Go through the fields one by one and look for each in the whole text:
${fields}${nothing}
Answer with one JSON object and nothing else.`,
  },
  {
    name: 'nothing invented',
    system: `{{ description }}
Answer with one JSON object and nothing else. It may have these fields:
${fields}${nothing} Never fill a field from memory or by guessing.`,
  },
]

const length = 'Write {{ words.fewest }} to {{ words.most }} words.'

const generation: Wording[] = [
  { name: 'plain', system: `{{ description }} ${length} Answer with the text alone.` },
  {
    name: 'voice of the examples',
    system: `{{ description }} Write in the voice of the examples. ${length} Answer with the text alone.`,
  },
  {
    name: 'role',
    system: `You write for a living: plain, exact, no filler. {{ description }} ${length} Answer with the text alone.`,
  },
  {
    name: 'only the facts',
    system: `{{ description }} Use only what is given, and leave nothing important out. ${length} Answer with the text alone.`,
  },
  { name: 'short', system: `{{ description }} ${length}` },
  {
    name: 'length last',
    system: `{{ description }} Keep to the order and the form of the examples. Answer with the text alone. ${length}`,
  },
]

/** By kind of task, in the order in which they are tried. */
export const wordings = { classification, extraction, generation }

/** What follows an instruction that a model wrote: the answers there are, and their form. */
export const answerRules = {
  classification: `Answer with exactly one of these labels:
${list}`,
  extraction: `Answer with one JSON object and nothing else. It may have these fields:
${fields}${nothing}`,
  generation: `${length} Answer with the text alone.`,
}
