import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { taskFolder, taskLines, type TaskLines } from './task-folder.ts'

interface BadTask {
  title: string
  task: TaskLines
  says: string[]
}

const badTasks: BadTask[] = [
  {
    title: 'an unknown key',
    task: { success: taskLines.success.replace('success', 'sucess') },
    says: ['sucess is not a known key. Did you mean success? (line 4)'],
  },
  {
    title: 'an unknown key inside another',
    task: { evaluation: 'evaluation: { maxrows: 20 }' },
    says: ['evaluation.maxrows is not a known key. Did you mean evaluation.maxRows? (line 6)'],
  },
  {
    title: 'a share given as a percentage',
    task: { success: 'success: { quality: { metric: accuracy, atLeast: 95 } }' },
    says: ['success.quality.atLeast is 95. It must be between 0 and 1: write 0.95 for 95 %. (line 4)'],
  },
  {
    title: 'a negative price',
    task: {
      prices: 'prices: { "openai:gpt-5-mini": { inputPerMillionUsd: -0.25, outputPerMillionUsd: 2 } }',
    },
    says: [
      'prices.openai:gpt-5-mini.inputPerMillionUsd is -0.25. It must be a number of at least 0. (line 6)',
    ],
  },
  {
    title: 'a negative cost',
    task: { costs: 'costs: { machineUsdPerHour: -1 }' },
    says: ['costs.machineUsdPerHour is -1. It must be a number of at least 0. (line 6)'],
  },
  {
    title: 'a metric of another kind of task',
    task: { success: 'success: { quality: { metric: rougeL, atLeast: 0.5 } }' },
    says: [
      'success.quality.metric is rougeL. For a task of kind classification it must be accuracy or macroF1.',
    ],
  },
  {
    title: 'several mistakes at once',
    task: { kind: 'kind: clasification', seed: 'seed: -1' },
    says: ['task.yaml has 2 mistakes:', 'kind is "clasification".', 'seed is -1.'],
  },
  {
    title: 'a method nobody has',
    task: { methods: 'methods: [baseline, prompt/fewshot]' },
    says: [
      'methods has "prompt/fewshot", which is no method of this version.',
      'Did you mean prompt/few-shot?',
    ],
  },
  {
    title: 'no YAML',
    task: { kind: 'kind: [classification' },
    says: ['task.yaml line ', 'is not valid YAML'],
  },
  {
    title: 'an embedding model that is not in the catalogue',
    task: { methods: 'methods: [tune/head]', models: 'models: { embedding: local:minilm-l7 }' },
    says: ['There is no model "local:minilm-l7". Did you mean local:minilm-l6?'],
  },
]

describe('a bad task file', () => {
  it.each(badTasks)('$title is one message', async ({ task, says }) => {
    const folder = taskFolder({ task })
    const message = await expectRefusal(['run', '--no-llm'], { cwd: folder })
    for (const words of says) expect(message).toContain(words)
  })

  it('names a method nobody has to check as well: with a run to come it is too late', async () => {
    const folder = taskFolder({ task: { methods: 'methods: [baseline, prompt/fewshot]' } })
    const [checked, ran] = await Promise.all(
      [['check'], ['run', '--no-llm']].map((args) => expectRefusal(args, { cwd: folder })),
    )
    expect(checked).toContain('Did you mean prompt/few-shot?')
    expect(checked).toBe(ran)
  })

  it('a model without a provider is no hosted one', async () => {
    const folder = taskFolder({ task: { models: 'models: { language: [smollm2-135] }' } })
    const message = await expectRefusal(['run', '--no-llm'], { cwd: folder })
    expect(message).toContain('There is no model "smollm2-135". Did you mean local:smollm2-135m?')
  })

  it('a language model that is not in the catalogue is one message with the nearest name', async () => {
    const models = 'models: { language: [local:smolm2-135m] }'
    const folder = taskFolder({ task: { methods: 'methods: [prompt/zero-shot]', models } })
    const message = await expectRefusal(['run'], { cwd: folder })
    expect(message).toContain('There is no model "local:smolm2-135m". Did you mean local:smollm2-135m?')
  })

  it('a language model that only embeds is one message', async () => {
    const models = 'models: { language: [local:minilm-l6] }'
    const folder = taskFolder({ task: { methods: 'methods: [prompt/zero-shot]', models } })
    const message = await expectRefusal(['run'], { cwd: folder })
    expect(message).toContain(
      'local:minilm-l6 is a model for embedding, models.language needs one for language.',
    )
  })

  it('that is not there is one message, of every command that reads one', async () => {
    const folder = temporaryFolder()
    for (const args of [['run'], ['check'], ['report'], ['predict', 'Is the hall free?']]) {
      const message = await expectRefusal(args, { cwd: folder })
      expect(message).toContain(`There is no task file ${join(folder, 'task.yaml')}.`)
      expect(message).toContain('crossover init <data file> writes one.')
    }
    expect(await expectRefusal(['run', '.'], { cwd: folder })).toContain(
      `There is no task.yaml in ${folder}.`,
    )
  })

  it('that is not text is one message', async () => {
    const folder = taskFolder()
    writeFileSync(join(folder, 'task.yaml'), Buffer.from([0x6e, 0x61, 0xff, 0x00]))
    expect(await expectRefusal(['run'], { cwd: folder })).toContain('task.yaml is not UTF-8 text.')
  })
})
