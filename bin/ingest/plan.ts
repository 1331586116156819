import { basename } from 'node:path'
import { type FileKind, tableByName } from '@/lib/sources/files/file-kind'
import type { FileForm } from '@/lib/sources/files/read-messages'
import type { RowType } from '@/lib/sources/files/row-types'
import { UsageError } from '../exit-code'

export type IngestOptions = {
  table?: string
  schema?: string
  key?: string[]
  timeColumn?: string
  type: RowType
  as?: FileKind
  format?: string
  rows?: true
  source?: string
  speed: number
  shiftToNow?: true
  batch: number
  limit?: number
  resume?: true
  rejects?: string
  dryRun?: true
  json?: true
}

const maxLineBytes = 1024 * 1024

/** Checks what goes together; throws `UsageError`. */
export function checkOptions(file: string, options: IngestOptions) {
  const { shiftToNow, speed, format, rows, resume, timeColumn, key, rejects } = options
  if (shiftToNow && speed === Number.POSITIVE_INFINITY)
    throw new UsageError('--shift-to-now needs a --speed, such as realtime or 10x')
  if (format && rows) throw new UsageError('--format says that values are events, --rows that they are rows')
  if (format && (timeColumn || key)) throw new UsageError('--key and --time-column are of rows, --format of events')
  if (resume && file === '-') throw new UsageError('--resume needs a file: what came through a pipe is gone')
  if (rejects !== undefined && rejects === file) throw new UsageError('--rejects would overwrite the file that is read')
}

/** How the file is read. Throws where rows have no table. */
export function formOf(file: string, kind: FileKind, options: IngestOptions, startedAt: number): FileForm {
  const { format, rows, source, type, schema = 'public', key = [], timeColumn } = options
  if (kind === 'csv' && format) throw new UsageError('a file of CSV has rows; --format is for events')
  const table = options.table ?? (file === '-' ? undefined : tableByName(file))
  if (kind === 'csv' && table === undefined) throw new UsageError('--table is missing: of which table are the rows?')
  const receivedAt = new Date(startedAt).toISOString()
  const name = file === '-' ? '-' : basename(file)
  const row = { table: table ?? '', schema, type, keyColumns: key, timeColumn, source, file: name, receivedAt }
  const isUnsaid = options.table === undefined && !rows && !timeColumn && key.length === 0
  const events = Boolean(format) || table === undefined || (kind !== 'csv' && isUnsaid)
  return { kind, maxBytes: maxLineBytes, ...(table !== undefined && { row }), events, rows: Boolean(rows) }
}

/** What the request says of events that do not say it themselves. */
export function searchOf({ format, table, schema, source }: IngestOptions): string {
  const given = Object.entries({ format, table, schema, source }).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(given as [string, string][]).toString()
  return search ? `?${search}` : ''
}
