/**
 * A part of a file that stands for itself: a line, a record of CSV or a value of JSON. `at` and `end` are bytes from the start of
 * the file, `end` behind its separator; `line` counts from one, and `lines` are those that end in it. `tooLong`: only its beginning is in `text`.
 */
export type Piece = { at: number; end: number; line: number; lines: number; text: string; tooLong?: true }

/** Where in a file reading begins or goes on. */
export type Place = { offset: number; line: number }

export const splittings = ['lines', 'csv', 'values'] as const
export type Splitting = (typeof splittings)[number]

const [newline, quote, backslash] = [10, 34, 92]
const separators = new Set([...',;\t|'].map((one) => one.charCodeAt(0)))
const [openBrace, openBracket, closeBrace, closeBracket] = [123, 91, 125, 93]
const blank = new Set([9, 10, 13, 32, 44, 0x1e])
const shownOfLong = 200

/** The end of what begins at `from`, behind its newline; -1 where it is not there yet. */
type FindEnd = (bytes: Buffer, from: number) => number

const endOfLine: FindEnd = (bytes, from) => bytes.indexOf(newline, from) + 1 || -1

/** A newline between quotes is part of a field; a quote counts at the start of a field and until the one that closes it. */
const endOfRecord: FindEnd = (bytes, from) => {
  const end = endOfLine(bytes, from)
  if (end !== -1 && !bytes.subarray(from, end).includes(quote)) return end
  let quoted = false
  let fresh = true
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (byte === quote) {
      if (fresh) quoted = true
      else if (quoted) {
        if (bytes[at + 1] === quote) at += 1
        else quoted = false
      }
    } else if (byte === newline && !quoted) return at + 1
    fresh = !quoted && separators.has(byte)
  }
  return -1
}

/** The end of an object, a list, or a bare word of JSON. */
const endOfValue: FindEnd = (bytes, from) => {
  let depth = 0
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (byte === quote) {
      for (at += 1; at < bytes.length && bytes[at] !== quote; at += 1) if (bytes[at] === backslash) at += 1
      if (at >= bytes.length) return -1
      if (depth === 0) return at + 1
    } else if (byte === openBrace || byte === openBracket) depth += 1
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1
      if (depth === 0) return at + 1
      if (depth < 0) return at === from ? at + 1 : at
    } else if (depth === 0 && blank.has(byte)) return at
  }
  return -1
}

const ends: Record<Splitting, FindEnd> = { lines: endOfLine, csv: endOfRecord, values: endOfValue }

/** Cuts a file, as its bytes come, into pieces; what is longer than `maxBytes` is passed over up to the next line. */
export class Splitter {
  #rest: Buffer = Buffer.alloc(0)
  #at: number
  #line: number
  #overlong: { at: number; line: number; text: string } | null = null
  #findEnd: FindEnd
  #begun: boolean

  constructor(
    private readonly splitting: Splitting,
    private readonly maxBytes: number,
    { offset, line }: Place = { offset: 0, line: 1 },
  ) {
    this.#at = offset
    this.#line = line
    this.#findEnd = ends[splitting]
    this.#begun = offset > 0
  }

  push(chunk: Buffer): Piece[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    return this.#take(false)
  }

  /** What is left at the end of the file, though nothing ends it. */
  end(): Piece[] {
    const pieces = this.#take(true)
    while (this.#rest.length > 0) {
      const firstLine = this.splitting === 'csv' ? endOfLine(this.#rest, 0) : -1
      if (firstLine === -1) pieces.push(this.#cut(0, this.#rest.length))
      else pieces.push(this.#cut(0, firstLine), ...this.#take(true))
    }
    if (this.#overlong) pieces.push({ ...this.#overlong, end: this.#at, lines: 0, tooLong: true })
    this.#overlong = null
    return pieces.filter(({ text, tooLong }) => tooLong || text.trim() !== '')
  }

  #take(last: boolean): Piece[] {
    const pieces: Piece[] = []
    for (;;) {
      if (this.#overlong && !this.#passOver(pieces)) return pieces
      if (this.splitting === 'values') this.#skipBlank()
      if (this.#rest.length === 0) return pieces
      const end = this.#findEnd(this.#rest, 0)
      if (end === -1) {
        if (!last && this.#rest.length > this.maxBytes) {
          this.#beginOverlong()
          continue
        }
        return pieces
      }
      const piece = this.#cut(0, end)
      if (piece.text.trim() !== '') pieces.push(piece)
    }
  }

  #cut(from: number, end: number): Piece {
    const bytes = this.#rest.subarray(from, end)
    const long = bytes.length > this.maxBytes
    const text = (long ? bytes.subarray(0, shownOfLong) : bytes).toString('utf8').replace(/\r?\n$/, '')
    const [at, line] = [this.#at, this.#line]
    this.#advance(end)
    return { at, end: this.#at, line, lines: this.#line - line, text, ...(long && { tooLong: true as const }) }
  }

  #advance(bytes: number) {
    const gone = this.#rest.subarray(0, bytes)
    for (let at = gone.indexOf(newline); at !== -1; at = gone.indexOf(newline, at + 1)) this.#line += 1
    this.#at += bytes
    this.#rest = this.#rest.subarray(bytes)
  }

  #beginOverlong() {
    this.#overlong = { at: this.#at, line: this.#line, text: this.#rest.subarray(0, shownOfLong).toString('utf8') }
  }

  /** Leaves out what is too long, up to the next newline; false where that has not come yet. */
  #passOver(pieces: Piece[]): boolean {
    const end = endOfLine(this.#rest, 0)
    this.#advance(end === -1 ? this.#rest.length : end)
    if (end === -1) return false
    const { at, line, text } = this.#overlong!
    pieces.push({ at, end: this.#at, line, lines: this.#line - line, text: text.split('\n')[0]!, tooLong: true })
    this.#overlong = null
    return true
  }

  /** Blanks, commas, and the brackets of a list that holds all values. */
  #skipBlank() {
    let at = 0
    for (; at < this.#rest.length; at += 1) {
      const byte = this.#rest[at]!
      const mark = !this.#begun && byte >= 0xbb
      if (blank.has(byte) || mark || byte === closeBracket) continue
      if (this.#begun || byte !== openBracket) break
      this.#begun = true
    }
    if (at < this.#rest.length) this.#begun = true
    if (at > 0) this.#advance(at)
  }
}
