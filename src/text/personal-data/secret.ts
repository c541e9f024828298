import type { Detector } from './detector.ts'
import { matchStretches } from './match-stretches.ts'

/** Keys and tokens that say by their first characters whose they are. */
const shapes = [
  String.raw`(?:AKIA|ASIA)[A-Z0-9]{16}`,
  String.raw`gh[pousr]_[A-Za-z0-9]{36,255}`,
  String.raw`github_pat_[A-Za-z0-9_]{22,255}`,
  String.raw`gl(?:pat|dt|rt)-[A-Za-z0-9_-]{20,255}`,
  String.raw`xox[abeprs]-[A-Za-z0-9-]{10,255}`,
  String.raw`sk-(?=[A-Za-z_-]{0,40}\d)[A-Za-z0-9_-]{20,255}`,
  String.raw`[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}`,
  String.raw`AIza[A-Za-z0-9_-]{35}`,
  String.raw`ya29\.[A-Za-z0-9_-]{20,500}`,
  String.raw`hf_[A-Za-z0-9]{30,255}`,
  String.raw`npm_[A-Za-z0-9]{36}`,
  String.raw`pypi-[A-Za-z0-9_-]{50,500}`,
  String.raw`SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}`,
  String.raw`(?:dop_v1_|shp(?:at|ca|pa|ss)_)[a-f0-9]{32,64}`,
  String.raw`eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{16,4000}`,
]
const known = new RegExp(`(?<![A-Za-z0-9_-])(?:${shapes.join('|')})(?![A-Za-z0-9_])`, 'gu')
const privateKey =
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{1,5000}?-----END [A-Z ]{0,30}PRIVATE KEY-----/gu
const assigned =
  /(?:api[_ -]?key|secret|token|access[_ -]?key|auth[_ -]?key|bearer)["']?\s{0,3}(?:[:=]\s{0,3}|\s)["']?(?<value>[A-Za-z0-9_+/=.-]{20,512})(?![A-Za-z0-9])/dgiu

/** API keys, access tokens and private keys, by shape; any long run of letters and digits that is called a key. */
export const secretDetector: Detector = {
  kind: 'secret',
  find: (text) => {
    const named = matchStretches(text, assigned, (value) => /[a-z]/iu.test(value) && /\d/u.test(value))
    return [...matchStretches(text, known), ...matchStretches(text, privateKey), ...named]
  },
}
