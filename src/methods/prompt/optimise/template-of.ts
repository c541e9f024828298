import type { OptimisedSpec } from './optimised-spec.ts'

const demonstrations = `{%- for demonstration in demonstrations %}
=== user
{{ demonstration.input }}
=== assistant
{{ demonstration.output }}
{%- endfor %}
`

/** A whole template: the system message, demonstrations where there are any, the input. */
export function templateOf(system: string, shows: OptimisedSpec['shows']): string {
  const shown = shows === 'nothing' ? '' : demonstrations
  return `=== system\n${system.trim()}\n${shown}=== user\n{{ input }}\n`
}

/** A text as it must stand in a template to come out as it is: what a model wrote is no template and no message. */
export function asTemplateText(text: string): string {
  return text
    .replaceAll(/^===/gm, '\u2007===')
    .replaceAll(/\{\{|\{%/g, (mark) => `{{ "${mark}" }}`)
    .trim()
}
