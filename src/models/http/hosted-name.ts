/** Whether a name is `<provider>:<model>` of a server, and not of a local model (`local:`, `hf:`). */
export function isHostedName(name: string): boolean {
  return /^[^:]+:.+$/su.test(name) && !/^(local|hf):/u.test(name)
}
