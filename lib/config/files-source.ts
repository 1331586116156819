import { z } from 'zod'
import { eventFormats } from '@/lib/events/contract'
import { fileKinds } from '@/lib/sources/files/file-kind'
import { parseSpeed } from '@/lib/sources/files/pace'
import { rowTypes } from '@/lib/sources/files/row-types'
import { flag, list, text } from './fields'

const name = () => text('a name of 1 to 63 characters', (value) => value.length <= 63)

/** Files of a folder, read as they come: `format` is how they are written, or the format of the events in them. */
export const filesSource = z.strictObject({
  name: name(),
  type: z.literal('files'),
  path: text('a file, a folder, or a pattern such as /data/orders-*.csv'),
  format: z.enum([...fileKinds, ...eventFormats]).optional(),
  table: name().optional(),
  schema: name().default('public'),
  key: list(text('the name of a column')).default([]),
  time_column: text('the name of a column').optional(),
  row_type: z.enum(rowTypes).default('INSERT'),
  /** Whether files grow: what is added to them is read too. */
  follow: flag().default(false),
  speed: text('max, realtime, or a factor such as 60x', (value) => parseSpeed(value) !== null).default('max'),
})
export type FilesSource = z.output<typeof filesSource>
