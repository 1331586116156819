import { z } from 'zod'
import { instant, instantParam, pageQuery, words } from '@/lib/http/contract'

export const noteKinds = ['deploy', 'campaign', 'incident', 'other'] as const

/** `until` is the end of what took a while, null for a moment; without a `table` it is about all of them. */
export const note = z.object({
  id: z.uuid(),
  at: instant,
  until: instant.nullable(),
  text: z.string(),
  kind: z.enum(noteKinds),
  table: z.string().nullable(),
  url: z.string().nullable(),
  created_by: z.string(),
  created_at: instant,
  updated_at: instant,
})
export type Note = z.infer<typeof note>

const said = words(2000)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'expected what happened, in up to 2,000 characters'))
const table = words(255).pipe(z.string().min(1, 'expected the name of a table')).nullable()
const url = words(2000)
  .pipe(z.url({ protocol: /^https?$/, message: 'expected an address that begins with http:// or https://' }))
  .nullable()
const given = { until: instantParam.nullable().optional(), table: table.optional(), url: url.optional() }

/** `at` defaults to now, `kind` to other. */
export const noteBody = z.strictObject({
  at: instantParam.optional(),
  text: said,
  kind: z.enum(noteKinds).default('other'),
  ...given,
})
export type NoteBody = z.output<typeof noteBody>

/** What is left out stays; null takes `until`, `table` or `url` away. */
export const notePatch = z
  .strictObject({ at: instantParam.optional(), text: said.optional(), kind: z.enum(noteKinds).optional(), ...given })
  .refine((patch) => Object.keys(patch).length > 0, 'expected one or more of at, until, text, kind, table, url')
export type NotePatch = z.output<typeof notePatch>

export const noteParams = z.object({ id: z.uuid() })

/** Notes that touch [from, to); with a `table`, those about it and those about all. */
export const noteListQuery = pageQuery.extend({
  from: instantParam.optional(),
  to: instantParam.optional(),
  table: z.string().max(255).optional(),
  kind: z.enum(noteKinds).optional(),
})
export type NoteListQuery = z.infer<typeof noteListQuery>

export const noteList = z.object({ notes: z.array(note), count: z.number().int(), next_cursor: z.string().nullable() })
export type NoteList = z.infer<typeof noteList>
export const noteRemoved = z.object({ id: z.uuid(), deleted: z.literal(true) })
