import * as z from 'zod'
import type { ChatMessage } from '../../contracts/model.ts'
import { artifactBytes, artifactJson, jsonFile, textFile } from './exported-file.ts'
import type { ExportedFile, ExportSource } from './exported-file.ts'
import { labelGrammar } from './label-grammar.ts'

const formatSchema = z.looseObject({ kind: z.string(), labels: z.array(z.string()).optional() })
const rowsSchema = z.array(z.json())

/** Names of artifacts that go here. */
export const promptArtifacts = ['prompt', 'demonstrations', 'pool', 'instructions', 'format']

/** A prompt as files: its template, what it shows, how answers must look, and an example of what is sent. */
export async function promptFiles(
  source: ExportSource,
  messages: ChatMessage[] | undefined,
): Promise<ExportedFile[]> {
  const prompt = await artifactBytes(source, 'prompt')
  const instructions = await artifactJson(source, 'instructions')
  return [
    ...(prompt === undefined ? [] : [{ path: 'prompt.liquid', bytes: prompt, about: 'the template' }]),
    ...(await demonstrationFiles(source)),
    ...(instructions === undefined
      ? []
      : [jsonFile('instructions.json', instructions, 'variables learnt from train rows')]),
    ...(await formatFiles(source)),
    ...(messages === undefined
      ? []
      : [jsonFile('messages.json', messages, 'what is sent, with {{ input }} where the input goes')]),
  ]
}

async function demonstrationFiles(source: ExportSource): Promise<ExportedFile[]> {
  const shown = await artifactJson(source, 'demonstrations')
  const pool = await artifactJson(source, 'pool')
  return [
    ...linesFile('demonstrations.jsonl', shown, 'examples shown in every prompt'),
    ...linesFile('pool.jsonl', pool, 'rows the nearest examples of an input are taken from'),
  ]
}

function linesFile(path: string, stored: unknown, about: string): ExportedFile[] {
  if (stored === undefined) return []
  const rows = rowsSchema.parse(stored)
  return [textFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), about)]
}

async function formatFiles(source: ExportSource): Promise<ExportedFile[]> {
  const stored = await artifactJson(source, 'format')
  if (stored === undefined) return []
  const format = formatSchema.parse(stored)
  const file = jsonFile('format.json', format, 'the form of an answer')
  if (format.labels === undefined) return [file]
  return [
    file,
    textFile('labels.gbnf', labelGrammar(format.labels), 'a grammar of the labels, for llama-server'),
  ]
}
