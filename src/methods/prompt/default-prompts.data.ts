/** The prompts a task starts with; copied to `prompts/` beside the task file, where they may be edited. */
export const defaultPrompts = {
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
} as const

export type PromptName = keyof typeof defaultPrompts
