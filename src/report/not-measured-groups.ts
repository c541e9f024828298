import type { NotMeasured } from '../contracts/report.ts'

/** What was not measured for one reason and by one command would be. */
export interface NotMeasuredGroup {
  names: string[]
  reason: string
  command: string
}

/** Puts together what shares a reason and a command, in the order of the report. */
export function notMeasuredGroups(notMeasured: NotMeasured[]): NotMeasuredGroup[] {
  const groups: NotMeasuredGroup[] = []
  for (const { name, reason, command } of notMeasured) {
    const group = groups.find((known) => known.reason === reason && known.command === command)
    if (group === undefined) groups.push({ names: [name], reason, command })
    else group.names.push(name)
  }
  return groups
}
