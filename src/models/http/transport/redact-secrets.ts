/**
 * Writes `[redacted]` in place of every secret, also where it was escaped for JSON or for a URL. Values of fewer than
 * four characters are left: local servers take `x` or `no` as a key, and no message could be read any more.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  let redacted = text
  for (const form of formsOf(secrets)) redacted = redacted.replaceAll(form, '[redacted]')
  return redacted
}

function formsOf(secrets: readonly string[]): string[] {
  const long = secrets.filter((secret) => secret.length >= 4)
  const forms = long.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(Buffer.from(secret).toString()),
    Buffer.from(secret).toString('base64'),
  ])
  // The longest first: a key that begins with another would leave its rest.
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length)
}
