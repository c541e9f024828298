import { execFile } from 'node:child_process'

/**
 * Who is at work: what git calls the person in this folder, else the user's name. Written down with versions of prompts.
 *
 * @param given on the command line; it goes before both.
 */
export async function findAuthor(folder: string, given?: string): Promise<string> {
  const { env } = process
  return given ?? (await gitUser(folder)) ?? env['USER'] ?? env['USERNAME'] ?? 'unknown'
}

/** Nothing where there is no git, or it knows no name. */
function gitUser(folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['config', 'user.name'], { cwd: folder }, (error, stdout) => {
      const name = stdout.trim()
      resolve(error !== null || name === '' ? undefined : name)
    })
  })
}
