/** The prompts a task starts with; copied to `prompts/` beside the task file, where they may be edited. */
const classification = {
  'zero-shot': `=== system
{{ description }}
Answer with exactly one of these labels:
{% for label in labels -%}
- {{ label.name }}{% if label.definition %}: {{ label.definition }}{% endif %}
{% endfor %}
=== user
{{ input }}
`,
  'few-shot': `=== system
{{ description }}
Answer with exactly one of these labels:
{% for label in labels -%}
- {{ label.name }}{% if label.definition %}: {{ label.definition }}{% endif %}
{% endfor %}
{%- for demonstration in demonstrations %}
=== user
{{ demonstration.input }}
=== assistant
{{ demonstration.output }}
{%- endfor %}
=== user
{{ input }}
`,
  retrieved: `=== system
{{ description }} Answer with a label, as in the examples.
{%- for demonstration in demonstrations %}
=== user
{{ demonstration.input }}
=== assistant
{{ demonstration.output }}
{%- endfor %}
=== user
{{ input }}
`,
}

const extractionRules = `=== system
{{ description }}
Answer with one JSON object and nothing else. It may have these fields:
{{ fields }}
{% if verbatim %}Copy words exactly as they stand in the text. {% endif %}Leave out a field of which the text says nothing; if it says nothing of any, answer {}.
`

const generationRules = `=== system
{{ description }} Write {{ words.fewest }} to {{ words.most }} words. Answer with the text alone.
`

const demonstrations = `{%- for demonstration in demonstrations %}
=== user
{{ demonstration.input }}
=== assistant
{{ demonstration.output }}
{%- endfor %}
=== user
{{ input }}
`

const input = `=== user
{{ input }}
`

const extraction = {
  'zero-shot': `${extractionRules}${input}`,
  'few-shot': `${extractionRules}${demonstrations}`,
  retrieved: `${extractionRules}${demonstrations}`,
} as const

const generation = {
  'zero-shot': `${generationRules}${input}`,
  'few-shot': `${generationRules}${demonstrations}`,
  retrieved: `${generationRules}${demonstrations}`,
} as const

/** By kind of task, then by strategy. */
export const defaultPrompts = { classification, extraction, generation }

export type PromptName = keyof typeof classification
