import { DataError } from '../../errors.ts'

/** An optional package, or one message that says what it is for and how to install it. */
export async function optionalPackage<Package>(
  load: () => Promise<Package>,
  { packages, needed }: { packages: string; needed: string },
): Promise<Package> {
  try {
    return await load()
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw cause
    throw new DataError(`${needed} needs a package that is not installed.`, {
      hint: `npm install ${packages}`,
      cause,
    })
  }
}
