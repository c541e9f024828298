import pc from 'picocolors'

const widestLayout = 160
const widthWithoutTerminal = 100

/** Colours and width for stdout. `NO_COLOR`, pipes and CI get plain text (picocolors decides). */
export function stdoutFacts() {
  const isPlain = process.env['NO_COLOR'] !== undefined || !process.stdout.isTTY
  return {
    colours: pc.createColors(!isPlain),
    width: Math.min(widestLayout, process.stdout.columns || widthWithoutTerminal),
  }
}

/** Colours for stderr: none under `NO_COLOR` and in pipes, CI's too, though picocolors would colour those. */
export function stderrColours(): ReturnType<typeof pc.createColors> {
  return pc.createColors(process.env['NO_COLOR'] === undefined && process.stderr.isTTY === true)
}

/** Whether a person is there to be asked and to watch a line change. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && process.env['CI'] === undefined
}
