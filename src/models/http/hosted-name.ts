/** Whether a name is `<provider>:<model>` of a server, and not `local:`. */
export function isHostedName(name: string): boolean {
  return /^[^:]+:.+$/su.test(name) && !name.startsWith('local:')
}
