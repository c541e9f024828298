import { spawnSync } from 'node:child_process'
import * as z from 'zod'

const caseSchema = z.strictObject({
  name: z.string(),
  classname: z.string(),
  /** `system-out` where it passed, else `failure`, `error` or `skipped`. */
  outcome: z.string(),
  type: z.string().nullable(),
  message: z.string().nullable(),
  text: z.string(),
})
const fileSchema = z.strictObject({
  attributes: z.record(z.string(), z.string()),
  suites: z.array(
    z.strictObject({ attributes: z.record(z.string(), z.string()), cases: z.array(caseSchema) }),
  ),
})

/** Whether there is a strict XML parser (expat, in Python's own library). */
export const hasXmlParser =
  process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pyexpat']).status === 0

const program = `
import json, sys
from xml.etree import ElementTree
root = ElementTree.fromstring(sys.stdin.buffer.read())
assert root.tag == 'testsuites', root.tag
def case(one):
    [outcome] = list(one)
    return dict(name=one.get('name'), classname=one.get('classname'), outcome=outcome.tag,
                type=outcome.get('type'), message=outcome.get('message'), text=outcome.text or '')
print(json.dumps(dict(attributes=root.attrib, suites=[
    dict(attributes=suite.attrib, cases=[case(one) for one in suite.iter('testcase')])
    for suite in root.iter('testsuite')])))
`

/** A JUnit file as a strict parser reads it; an error where it is not well-formed. */
export function parseJunit(xml: string): z.infer<typeof fileSchema> {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], { input: xml, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return fileSchema.parse(JSON.parse(stdout))
}
