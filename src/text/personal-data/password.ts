import type { Detector } from './detector.ts'
import { matchStretches } from './match-stretches.ts'

const names = 'password|passwd|pwd|passwort|kennwort|wachtwoord|mot de passe|contraseña|parola d.ordine'
const named = new RegExp(
  String.raw`\b(?:${names})\b[^:=.\n]{0,30}?(?:\s{0,2}[:=]\s{0,2}|\s(?:is|ist|est|es|è)\s)["'«“]?(?<value>[^\s"'«»“”]{6,64})`,
  'dgiu',
)
const inUrl = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/]{1,64}:(?<value>[^\s:@/]{3,128})@/dgiu

/** Passwords that a text gives away: behind the word and a colon, or in an address such as `https://me:word@host`. */
export const passwordDetector: Detector = {
  kind: 'password',
  find: (text) => {
    const spoken = matchStretches(text, named).map(({ start, end }) => {
      const value = text.slice(start, end).replace(/[.,;:)\]]+$/u, '')
      return { start, end: start + value.length }
    })
    const likely = spoken.filter(({ start, end }) => isPassword(text.slice(start, end)))
    return [...likely, ...(text.includes('://') ? matchStretches(text, inUrl) : [])]
  },
}

function isPassword(value: string): boolean {
  return value.length >= 6 && /\p{L}/u.test(value) && /[\p{N}\p{S}\p{P}]/u.test(value.slice(1))
}
