import { z } from 'zod'
import { eventFormats } from '@/lib/events/contract'
import { fileKinds } from '@/lib/sources/files/file-kind'
import { parseSpeed } from '@/lib/sources/files/pace'
import { rowTypes } from '@/lib/sources/files/row-types'
import { flag, list, text } from './fields'

const name = () => text('a name of 1 to 63 characters', (value) => value.length <= 63)

export const filesSource = z
  .strictObject({
    name: name(),
    type: z.literal('files'),
    path: text('a file, a folder, or a pattern such as /data/orders-*.csv').describe('What is read.'),
    format: z
      .enum([...fileKinds, ...eventFormats])
      .optional()
      .describe('How they are written, or the format of the events in them; told by the files when absent.'),
    table: name().optional().describe('Whose rows they are; else that which a file of CSV is named after.'),
    schema: name().default('public').describe('The schema of `table`.'),
    key: list(text('the name of a column')).default([]).describe('The columns that tell rows apart.'),
    time_column: text('the name of a column')
      .optional()
      .describe('When a row happened; else rows count when they are read.'),
    row_type: z
      .enum(rowTypes)
      .default('INSERT')
      .describe('Rows that came into being, or `SNAPSHOT`: rows that are there.'),
    follow: flag().default(false).describe('Whether files grow: what is added to them is read too.'),
    speed: text('max, realtime, or a factor such as 60x', (value) => parseSpeed(value) !== null)
      .default('max')
      .describe('Other than `max`, events keep the distances of their times.'),
  })
  .describe('Files, read as they come. More: [Files](../guides/files.md).')
export type FilesSource = z.output<typeof filesSource>
