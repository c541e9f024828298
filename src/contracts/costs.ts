import * as z from 'zod'
import { figure } from './figure.ts'

const usd = z.number().nonnegative()
const hours = figure(z.number().nonnegative()).optional()
const share = figure(z.number().min(0).max(1)).optional()

/** Labour from now on; what is absent has a default for the kind of team (docs/cost.md). */
const hoursSchema = z.strictObject({
  preparation: hours.describe('Putting a trained model into service, once.'),
  promptDevelopment: hours.describe('Going on with a prompt, once; times promptOverrun.'),
  evaluation: hours.describe('Testing before it goes live, once.'),
  monitoringPerMonth: hours.describe('Watching it.'),
})

/** `costs` of a task file: what labour, machines, labels and wrong answers cost. */
export const costsSchema = z.strictObject({
  labourUsdPerHour: usd.default(50),
  machineUsdPerHour: usd.default(0.2),
  wrongAnswerUsd: usd.default(0).describe('What a wrong answer costs you; where answers are right or wrong.'),
  labelUsd: usd.default(0.5).describe('One labelled row.'),
  labelsToBuy: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Rows to be labelled from now on, for every candidate.'),
  hours: hoursSchema.optional().describe('Labour: hours, or [low, high].'),
  promptOverrun: figure(z.number().positive())
    .optional()
    .describe('Prompts take so many times as long as planned: [1, 3].'),
  retrainingPerYear: share.describe('Share of preparation + training, every year: [0.2, 0.3].'),
  priceDeclinePerYear: share.describe('By how much prices of hosted models fall a year.'),
  sharedMachine: z.boolean().default(false).describe('Charge busy seconds only, not a machine of its own.'),
})
