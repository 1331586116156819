import { z } from 'zod'
import { settableRoles } from '@/lib/metrics/contract'
import { engineNames } from '@/lib/storage/engine-contract'
import { duration, flag, integer, list, text } from './fields'
import { storageEngines } from './storage-engines'

export const storages = ['embedded', 'postgres', ...engineNames] as const

const columnSetting = z.strictObject({
  table: text('a name such as orders or public.orders, or "*"').describe('Of which table; `*` is every one.'),
  column: text('the name of a column').describe('Of which column.'),
  role: z.enum(settableRoles).optional().describe('What its values are, where their names and looks say otherwise.'),
  unit: text('a unit such as EUR, ms, bytes or percent').optional().describe('What its numbers are shown in.'),
})

const rollupRetention = z
  .strictObject({
    minutes: duration('1h', '3650d')
      .optional()
      .describe('How long metrics by the minute stay; else as long as `metrics.retention`.'),
    hours: duration('1h', '36500d').optional().describe('How long those by the hour stay; else four times as long.'),
    days: duration('1h', '36500d').optional().describe('How long those by the day stay; else five years.'),
  })
  .prefault({})
  .describe('How long metrics stay, by their resolution.')

export const metrics = z
  .strictObject({
    auto_discover: flag().default(true).describe('Whether tables get metrics from what their rows show.'),
    retention: duration('1h', '3650d')
      .default(2_592_000_000)
      .describe('How long raw events stay after they arrived, and how long a duplicate is known as one.'),
    rollup_retention: rollupRetention,
    storage: z
      .enum(storages)
      .default('embedded')
      .describe(
        'Where metrics by the minute rest in the long run: in PostgreSQL, or in an engine whose keys are given below.',
      ),
    ...storageEngines,
    max_tables: integer(1, 100_000)
      .default(2000)
      .describe('Tables with metrics of their own; the events of the others are counted together under `__other__`.'),
    max_columns: integer(1, 10_000).default(500).describe('Columns of a table that are looked at.'),
    max_series: integer(100, 10_000_000)
      .default(200_000)
      .describe('Series of all metrics; beyond, new categories and columns are not counted apart.'),
    columns: z
      .array(columnSetting)
      .default([])
      .describe('What columns are, where DataWatch takes them for something else; counts from then on.'),
  })
  .prefault({})
  .describe('What is made of changes, and how long it stays.')

const columns = () => list(text('a name of a column, or a pattern such as *_note')).default([])

const masking = z.strictObject({
  table: text('a name such as orders or public.orders, or a pattern such as *').describe('Of which tables.'),
  mask: columns().describe('Columns whose values become `[masked]`.'),
  hash: columns().describe('Columns whose values become a pseudonym: equal ones stay equal.'),
  allow: columns().describe('Columns that stay as they are, whatever they look like.'),
})

export const privacy = z
  .strictObject({
    enabled: flag()
      .default(true)
      .describe(
        'Whether passwords, tokens, card numbers, e-mail addresses and the like are masked before anything is stored.',
      ),
    tables: z.array(masking).default([]).describe('Says otherwise for some columns.'),
  })
  .prefault({})
  .describe('What of rows is never stored.')
