/** Exit codes of every command (design §9). */
export const ExitCode = {
  /** Done, and the criteria are met. */
  done: 0,
  /** Done, but no candidate meets the criteria, evidence is short, or the data has a blocker. */
  notMet: 1,
  /** Bad input: the message says what to change. */
  badInput: 2,
  /** A provider, a model or the system failed; running again may go on. */
  incomplete: 3,
  /** Ctrl-C. */
  stopped: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
