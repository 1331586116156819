import { parseJson } from '@/lib/events/parse'
import { readHeader, readRecord, type Separator } from './csv-record'
import type { FileKind } from './file-kind'
import { isEvent } from './is-event'
import { readRow } from './row'
import { type RowFault, type RowForm, toMessage } from './row-message'
import { type Piece, type Place, Splitter, type Splitting } from './split'

const splittings: Record<FileKind, Splitting> = { csv: 'csv', jsonl: 'lines', json: 'values' }

/** A piece of a file with the message that it is, or what is wrong with it. */
export type Read = Piece & ({ message: unknown; fault?: undefined } | { message?: undefined; fault: RowFault })

/**
 * How a file is read. `row` makes events of rows: of those of CSV, and of objects of JSON that no format of a sender claims, or of all
 * where `rows` says so. Without it, or with `events`, every value is a message as it is.
 */
export type FileForm = { kind: FileKind; row?: RowForm; events?: boolean; rows?: boolean; maxBytes: number }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a file piece by piece, as its bytes come. What cannot be read is a fault of its piece, and reading goes on. */
export class MessageReader {
  #splitter: Splitter
  #columns: { columns: string[]; separator: Separator } | null = null
  /** The first line of a file of CSV, once it was read. */
  header: string | undefined

  /** `header`: the first line of a file of CSV that is read on from a later place. */
  constructor(
    private readonly form: FileForm,
    place: Place = { offset: 0, line: 1 },
    header?: string,
  ) {
    this.#splitter = new Splitter(splittings[form.kind], form.maxBytes, place)
    if (header !== undefined) this.#readHeader(header)
  }

  push(chunk: Buffer): Read[] {
    return this.#read(this.#splitter.push(chunk))
  }

  end(): Read[] {
    return this.#read(this.#splitter.end())
  }

  #readHeader(text: string) {
    this.header = text
    this.#columns = readHeader(text)
  }

  #read(pieces: Piece[]): Read[] {
    return pieces.flatMap((piece) => {
      if (this.form.kind === 'csv' && !this.#columns) {
        this.#readHeader(piece.text)
        return []
      }
      return [{ ...piece, ...this.#make(piece) }]
    })
  }

  #make({ at, text, tooLong }: Piece): { message: unknown } | { fault: RowFault } {
    const { kind, row, events, rows, maxBytes } = this.form
    if (tooLong) return { fault: { code: 'line_too_long', message: `longer than ${maxBytes} bytes` } }
    if (kind === 'csv') return this.#makeOfRecord(at, text)
    let message: unknown
    try {
      message = parseJson(text.replace(/^\uFEFF/, '').replace(/^\p{Cc}+/u, ''))
    } catch (error) {
      return { fault: { code: 'not_json', message: `not JSON: ${(error as Error).message.slice(0, 120)}` } }
    }
    if (events || !row || !isObject(message) || (!rows && isEvent(message))) return { message }
    return toMessage(message, at, row)
  }

  #makeOfRecord(at: number, text: string): { message: unknown } | { fault: RowFault } {
    const { columns, separator } = this.#columns!
    const fields = readRecord(text, separator)
    if (!fields) return { fault: { code: 'bad_quotes', message: 'a quote is not closed, or text follows it' } }
    if (fields.length !== columns.length) {
      const message = `has ${fields.length} fields where the first line names ${columns.length} columns`
      return { fault: { code: 'wrong_fields', message } }
    }
    return toMessage(readRow(columns, fields), at, this.form.row!)
  }
}
