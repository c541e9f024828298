/** When a vendor's own documentation says that models end. `models`: whole names, or the beginning of one where it ends in `*`. */
export interface RetirementRow {
  models: readonly string[]
  retires: string
  /** The vendor gives the earliest day, not the day. */
  isEarliest?: true
  url: string
  /** The latest day that the page, as it was read, speaks of itself: it stood so then or later. */
  asOf: string
}

const openai = { url: 'https://developers.openai.com/api/docs/deprecations', asOf: '2026-10-01' }
const anthropic = {
  url: 'https://platform.claude.com/docs/en/about-claude/model-deprecations',
  asOf: '2026-09-30',
}
const google = { url: 'https://ai.google.dev/gemini-api/docs/deprecations', asOf: '2026-09-03' }
const mistral = { url: 'https://docs.mistral.ai/models', asOf: '2026-05-22' }

const named = (vendor: string, models: string) => models.split(' ').map((model) => `${vendor}:${model}`)

/** Models that answer a text with a text. What is not listed has no date that is known here, which is no promise. */
export const retirements: readonly RetirementRow[] = [
  {
    models: named(
      'openai',
      'gpt-3.5-turbo gpt-3.5-turbo-0125 gpt-4 gpt-4-0613 gpt-4-1106-preview gpt-4-turbo gpt-4-turbo-2024-04-09 gpt-4.1-nano ' +
        'gpt-4.1-nano-2025-04-14 gpt-4o-2024-05-13 o1 o1-2024-12-17 o1-pro o1-pro-2025-03-19 o3-mini o3-mini-2025-01-31 o4-mini ' +
        'o4-mini-2025-04-16 ft:gpt-3.5-turbo* ft:gpt-4-0613* ft:gpt-4.1-nano-2025-04-14* ft:o4-mini-2025-04-16*',
    ),
    retires: '2026-10-23',
    ...openai,
  },
  {
    models: named(
      'openai',
      'gpt-5 gpt-5-2025-08-07 gpt-5-mini gpt-5-mini-2025-08-07 gpt-5-nano gpt-5-nano-2025-08-07 gpt-5-pro-2025-10-06 o3-2025-04-16 ' +
        'o3-pro-2025-06-10',
    ),
    retires: '2026-12-11',
    ...openai,
  },
  { models: named('openai', 'gpt-5.1 gpt-5.3-codex gpt-5.4-nano'), retires: '2027-04-01', ...openai },
  {
    models: named('anthropic', 'claude-3-5-haiku-20241022 claude-3-7-sonnet-20250219'),
    retires: '2026-02-19',
    ...anthropic,
  },
  { models: named('anthropic', 'claude-3-haiku-20240307'), retires: '2026-04-20', ...anthropic },
  {
    models: named('anthropic', 'claude-sonnet-4-20250514 claude-opus-4-20250514'),
    retires: '2026-06-15',
    ...anthropic,
  },
  { models: named('anthropic', 'claude-opus-4-1-20250805'), retires: '2026-08-05', ...anthropic },
  {
    models: named('anthropic', 'claude-sonnet-4-5-20250929 claude-sonnet-4-5'),
    retires: '2026-11-30',
    ...anthropic,
  },
  { models: named('google', 'gemini-3-pro-preview'), retires: '2026-03-09', isEarliest: true, ...google },
  {
    models: named('google', 'gemini-3.1-flash-lite-preview'),
    retires: '2026-05-25',
    isEarliest: true,
    ...google,
  },
  {
    models: named(
      'google',
      'gemini-2.0-flash gemini-2.0-flash-001 gemini-2.0-flash-lite gemini-2.0-flash-lite-001',
    ),
    retires: '2026-06-01',
    isEarliest: true,
    ...google,
  },
  { models: named('google', 'gemini-3.1-flash-lite'), retires: '2027-05-07', isEarliest: true, ...google },
  {
    models: named('mistral', 'mistral-small-2501 mistral-small-2503 codestral-2501'),
    retires: '2025-11-30',
    ...mistral,
  },
  {
    models: named('mistral', 'ministral-3b-2410 ministral-8b-2410 pixtral-12b-2409'),
    retires: '2025-12-31',
    ...mistral,
  },
  {
    models: named(
      'mistral',
      'mistral-large-2411 pixtral-large-2411 devstral-medium-2507 devstral-small-2507',
    ),
    retires: '2026-05-31',
    ...mistral,
  },
  {
    models: named(
      'mistral',
      'mistral-small-2506 magistral-medium-2509 magistral-small-2509 devstral-2512 open-mistral-nemo-2407',
    ),
    retires: '2026-07-31',
    ...mistral,
  },
  { models: named('mistral', 'mistral-medium-2505 mistral-medium-2508'), retires: '2026-08-31', ...mistral },
]
