/** A signal that fires on the first Ctrl-C (or SIGTERM); a second one ends the program at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      process.stderr.write('\nStopping: what was answered is kept. Press Ctrl-C again to end at once.\n')
      controller.abort()
      process.once(name, () => process.exit(130))
    })
  }
  return controller.signal
}
