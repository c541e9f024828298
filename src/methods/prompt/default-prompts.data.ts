const demonstrations = `{%- for demonstration in demonstrations %}
=== user
{{ demonstration.input }}
=== assistant
{{ demonstration.output }}
{%- endfor %}
=== user
{{ input }}
`

const labelLines = `{% for label in labels -%}
- {{ label.name }}{% if label.definition != '' %}: {{ label.definition }}{% endif %}
{% endfor %}
`

/** The prompts a task starts with; copied to `prompts/` beside the task file, where they may be edited. */
const classification = {
  'zero-shot': `=== system
{{ description }}
Answer with exactly one of these labels:
${labelLines}=== user
{{ input }}
`,
  instructed: `=== system
{{ description }}
Answer with exactly one of these labels:
{% for label in definitions -%}
- {{ label.name }}{% if label.definition != '' %}: {{ label.definition }}{% endif %}{% if label.words != '' %}: speaks of {{ label.words }}{% endif %}{% for example in label.examples %}; "{{ example }}"{% endfor %}{% if label.rival != '' %}. Not {{ label.rival }}{% if label.rivalWords != '' %}, which speaks of {{ label.rivalWords }}{% endif %}{% endif %}
{% endfor %}
=== user
{{ input }}
`,
  'few-shot': `=== system
{{ description }}
Answer with exactly one of these labels:
${labelLines}${demonstrations}`,
  'chain-of-thought': `=== system
{{ description }}
The labels are:
${labelLines}First say in one or two short sentences what the text is about and which labels could fit.
Then write a last line that begins with "Answer:" and holds exactly one label.
=== user
{{ input }}
`,
  decomposed: `=== system
{{ description }}
{% if step == 'narrow' %}Which of these labels could fit? Name the {{ kept }} likeliest, the best first.{% else %}Answer with exactly one of these labels:{% endif %}
${labelLines}${demonstrations}`,
  retrieved: `=== system
{{ description }} Answer with a label, as in the examples.
${demonstrations}`,
}

const extractionRules = `=== system
{{ description }}
Answer with one JSON object and nothing else. It may have these fields:
{{ fields }}
{% if verbatim %}Copy words exactly as they stand in the text. {% endif %}Leave out a field of which the text says nothing; if it says nothing of any, answer {}.
`

/** Of a text that is shown in part: `input` is what is shown of it. */
const partRules = (shown: string) => `=== system
{{ description }} The text is long, and you see only ${shown} of it.
Answer with one JSON object and nothing else. It may have these fields:
{{ fields }}
{% if verbatim %}Copy words exactly as they stand there. {% endif %}Leave out a field of which it says nothing; if it says nothing of any, answer {}.
`

const generationRules = `=== system
{{ description }} Write {{ words.fewest }} to {{ words.most }} words. Answer with the text alone.
`

const input = `=== user
{{ input }}
`

const extraction = {
  'zero-shot': `${extractionRules}${input}`,
  instructed: `${extractionRules}What was found in other texts:
{% for field in fieldNotes -%}
- {{ field.name }}{% if field.words != '' %} often speaks of {{ field.words }}{% endif %}{% if field.example != '' %}: "{{ field.example }}"{% endif %}
{% endfor %}
${input}`,
  'few-shot': `${extractionRules}${demonstrations}`,
  'chain-of-thought': `${extractionRules}Before the JSON object, say in one or two short sentences where in the text each field stands. Then write a last line that begins with "Answer:" and holds the JSON object.
${input}`,
  retrieved: `${extractionRules}${demonstrations}`,
  passages: `${partRules('some numbered passages')}${demonstrations}`,
  sections: `${partRules('one section')}${demonstrations}`,
} as const

const generation = {
  'zero-shot': `${generationRules}${input}`,
  instructed: `=== system
{{ description }}
{% for rule in rules -%}
- {{ rule }}
{% endfor -%}
Answer with the text alone.
${input}`,
  'few-shot': `${generationRules}${demonstrations}`,
  retrieved: `${generationRules}${demonstrations}`,
  grounded: `=== system
{{ description }} Write {{ words.fewest }} to {{ words.most }} words. State only what the text and the numbered passages say. End each sentence that rests on a passage with its number, like [1]. Answer with the text alone.
{%- for demonstration in demonstrations %}
=== user
{{ demonstration.input }}
=== assistant
{{ demonstration.output }}
{%- endfor %}
=== user
{{ passages }}

{{ input }}
`,
} as const

/** By kind of task, then by strategy. */
export const defaultPrompts = { classification, extraction, generation }

/** Names of all of them; some are there for one kind of task only. */
export type PromptName = keyof typeof classification | keyof typeof extraction | keyof typeof generation
