import type { TaskFile } from '../../contracts/task.ts'

type Hours = readonly [number, number]

/** Hours of labour from now on, low and high. Product choices (docs/cost.md): give `costs.hours` for your own. */
interface TeamHours {
  /** Putting a model into service that the program trains in minutes: nearest neighbour, n-grams, head, tagger. */
  lightPreparation: Hours
  /** The same of a model whose weights are trained: encoder, LoRA, fine-tuned at a vendor. */
  weightsPreparation: Hours
  promptDevelopment: Hours
  evaluation: Hours
  /** Of trained weights, so many times as long: `weightsMonitoring`. */
  monitoringPerMonth: Hours
}

/** A team that has done it before is faster and watches by program; one that has not learns on the way. */
export const teamHours: Readonly<Record<TaskFile['team'], TeamHours>> = {
  small: {
    lightPreparation: [4, 12],
    weightsPreparation: [16, 60],
    promptDevelopment: [4, 12],
    evaluation: [2, 6],
    monitoringPerMonth: [0.5, 2],
  },
  medium: {
    lightPreparation: [3, 8],
    weightsPreparation: [12, 40],
    promptDevelopment: [4, 10],
    evaluation: [2, 6],
    monitoringPerMonth: [0.5, 2],
  },
  technical: {
    lightPreparation: [2, 6],
    weightsPreparation: [8, 24],
    promptDevelopment: [3, 8],
    evaluation: [1, 4],
    monitoringPerMonth: [0.25, 1],
  },
}

/** Watching a model of one's own weights takes twice as long as watching a prompt or a head. */
export const weightsMonitoring = 2

/** Prompts take up to three times as long as planned. */
export const defaultOverrun: Hours = [1, 3]

/** Share of preparation + training that a trained model costs again every year. */
export const defaultRetraining: readonly [number, number] = [0.2, 0.3]
