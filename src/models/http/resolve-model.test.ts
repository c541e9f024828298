import { expect, test } from 'vitest'
import { identityOfHosted } from './identity-of-hosted.ts'
import { isHostedName } from './hosted-name.ts'
import { resolveModel } from './resolve-model.ts'

test('hosted names are provider and model; the model may hold colons', () => {
  expect(isHostedName('openai:gpt-5-mini')).toBe(true)
  expect(isHostedName('local:smollm2-135m')).toBe(false)
  expect(isHostedName('gpt-5-mini')).toBe(false)
  expect(isHostedName('openai:')).toBe(false)
  expect(resolveModel('ollama:llama3.2:3b')).toMatchObject({
    provider: 'ollama',
    model: 'llama3.2:3b',
    baseUrl: 'http://127.0.0.1:11434/v1',
    keyEnv: undefined,
    contextTokens: 4096,
  })
})

test('reasoning models take neither temperature nor stop, and get room to think', () => {
  const { capabilities, contextTokens } = resolveModel('openai:gpt-5-mini')
  expect(capabilities).toMatchObject({
    maxTokensField: 'max_completion_tokens',
    temperature: false,
    stop: false,
    reasoningTokens: 4096,
  })
  expect(contextTokens).toBe(400_000)
  expect(resolveModel('openai:gpt-4o-mini').capabilities).toMatchObject({ temperature: true, stop: true })
  expect(resolveModel('openai:ft:gpt-4.1-mini-2025-04-14:org::1').contextTokens).toBe(1_047_576)
})

test('a task entry at a vendor’s address accepts what the vendor does, with its own key', () => {
  const providers = {
    mine: { baseUrl: 'https://api.openai.com/v1/', keyEnv: 'TEAM_KEY', protocol: 'openai-chat' as const },
  }
  expect(resolveModel('mine:gpt-5', providers)).toMatchObject({
    baseUrl: 'https://api.openai.com/v1',
    keyEnv: 'TEAM_KEY',
    capabilities: { temperature: false },
  })
})

test('a vendor’s key is not sent to another address', () => {
  const providers = { openai: { baseUrl: 'https://proxy.example.com/v1', protocol: 'openai-chat' as const } }
  expect(resolveModel('openai:gpt-5', providers)).toMatchObject({
    baseUrl: 'https://proxy.example.com/v1',
    keyEnv: undefined,
    capabilities: { temperature: false },
  })
})

test('an unknown server is taken to be compatible, with the context the task file gives', () => {
  const providers = {
    lab: { baseUrl: 'http://127.0.0.1:9/v1', protocol: 'openai-chat' as const, contextTokens: 16_384 },
  }
  expect(resolveModel('lab:m', providers)).toMatchObject({
    contextTokens: 16_384,
    capabilities: { structured: ['json_schema', 'json_object'], maxTokensField: 'max_tokens' },
  })
})

test('the other protocol of a vendor has its own fields', () => {
  const providers = {
    openai: {
      baseUrl: 'https://api.openai.com/v1',
      keyEnv: 'OPENAI_API_KEY',
      protocol: 'openai-responses' as const,
    },
  }
  expect(resolveModel('openai:gpt-4o', providers)).toMatchObject({
    protocol: 'openai-responses',
    capabilities: { maxTokensField: 'max_output_tokens', stop: false },
  })
})

test('the identity is provider, address and name, never the key', () => {
  expect(identityOfHosted('openai:gpt-5', 'https://api.openai.com/v1')).toEqual({
    name: 'openai:gpt-5',
    role: 'language',
    provider: 'openai',
    baseUrl: 'https://api.openai.com/v1',
  })
})
