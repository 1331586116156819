import type { WriteStream } from 'node:tty'

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const
export type Tone = keyof typeof codes

/** Whether a stream takes colours: a terminal does, unless NO_COLOR or TERM=dumb says otherwise. */
export const takesColour = (out: Pick<WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv = process.env): boolean =>
  Boolean(out.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb'

/** The text in a colour where the stream takes them. */
export const paint = (tone: Tone, text: string, out: Pick<WriteStream, 'isTTY'> = process.stdout): string =>
  takesColour(out) ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text

const control = /\p{Cc}/gu
/** What came from elsewhere, made harmless for a terminal: control characters are shown, not obeyed. */
export const plain = (text: string): string =>
  text.replace(control, (one) =>
    one === '\t' || one === '\n' ? ' ' : `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours begin with one
const colour = /\u001b\[\d+m/g

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  const bare = text.replace(colour, '')
  if (/^[\x20-\x7e]*$/.test(bare)) return bare.length
  return [...graphemes.segment(bare)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0)
}
