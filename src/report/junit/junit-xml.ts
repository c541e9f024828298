/** One test case of a CI's test report. Without an outcome it passed. */
export interface JunitCase {
  /** The same in every run, so that a CI can follow it. */
  name: string
  outcome?: {
    /** `failure`: shown not to hold, or not shown to. `error`: not measured whole. `skipped`: neither, and no reason to stop. */
    is: 'failure' | 'error' | 'skipped'
    type: string
    message: string
  }
  /** The figures behind it. */
  text: string
}

/** Cases that belong together. */
export interface JunitSuite {
  name: string
  cases: readonly JunitCase[]
}

/** What holds for the whole file. */
export interface JunitFacts {
  /** The task's name; the class of every case. */
  task: string
  /** ISO time of the measurement. */
  timestamp?: string
  seconds?: number
}

/**
 * JUnit XML, as the test reports of GitHub, GitLab, Jenkins and others read it. Text from data is escaped, and characters that
 * XML 1.0 does not allow are left out.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junitXml(
  suites: readonly JunitSuite[],
  { task, timestamp, seconds = 0 }: JunitFacts,
): string {
  const cases = suites.flatMap((suite) => suite.cases)
  const when = timestamp === undefined ? {} : { timestamp: timestamp.replace(/(\.\d+)?Z$/u, '') }
  const time = { time: seconds.toFixed(3), ...when }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: `crossover: ${task}`, ...counts(cases), ...time })}>`,
    ...suites.map((suite) => suiteXml(suite, { task, when })),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteXml(
  { name, cases }: JunitSuite,
  { task, when }: { task: string; when: Record<string, string> },
): string {
  return [
    `  <testsuite${attributes({ name, ...counts(cases), time: '0', ...when })}>`,
    ...cases.map((one) => caseXml(one, task)),
    '  </testsuite>',
  ].join('\n')
}

function caseXml({ name, outcome, text }: JunitCase, task: string): string {
  const open = `    <testcase${attributes({ classname: task, name, time: '0' })}>`
  const inner =
    outcome === undefined
      ? `<system-out>${escapeXml(text)}</system-out>`
      : `<${outcome.is}${attributes({ type: outcome.type, message: outcome.message })}>${escapeXml(text)}</${outcome.is}>`
  return `${open}\n      ${inner}\n    </testcase>`
}

function counts(cases: readonly JunitCase[]): Record<string, string> {
  const count = (kind: string) => String(cases.filter(({ outcome }) => outcome?.is === kind).length)
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replaceAll(/[\t\n\r]+/gu, ' ')}"`)
    .join('')
}

/** Control characters, lone surrogates and U+FFFE, U+FFFF are no XML 1.0 characters, escaped or not. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

function escapeXml(text: string): string {
  return text.replaceAll(forbidden, '').replaceAll(/[&<>"']/gu, (character) => entities[character] ?? '')
}
