/** A multinomial logistic regression: probabilities are softmax(weights · features + bias). */
export interface LogisticModel {
  classes: number
  dimensions: number
  /** classes × dimensions, row-major. */
  weights: Float32Array
  /** One a class. */
  bias: Float32Array
}

/** What to fit. Features are rows × dimensions, row-major. */
export interface LogisticProblem {
  features: Float32Array
  rows: number
  dimensions: number
  /** The class of each row, 0 … classes − 1. */
  targets: Int32Array | readonly number[]
  classes: number
  /** λ of the objective of `fitLogisticRegression`; scikit-learn's C is 1 / (λ · rows), or 1 / (λ · sum of row weights). */
  l2: number
  /** A model of the same shape to start from, as in a sweep over λ. */
  warmStart?: LogisticModel
  /** Default 200. */
  maxIterations?: number
  /** On the largest component of the gradient; default 1e-4, as in scikit-learn. */
  tolerance?: number
  /** How much a row of each class counts; default 1. */
  classWeights?: readonly number[]
}

/** The fitted model, and how fitting went. `loss` is the value of the objective. */
export interface FittedLogisticModel extends LogisticModel {
  iterations: number
  loss: number
  converged: boolean
}
