import { z } from 'zod'
import { sourceBody } from './kept-contract'

export const checkStates = ['ok', 'warn', 'fail'] as const

/** One thing that following depends on. `sql` is what to run there, by who may; `restart`: the server must then be restarted. */
export const setupCheck = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(checkStates),
  detail: z.string(),
  sql: z.string().nullable(),
  restart: z.boolean(),
})
export type SetupCheck = z.infer<typeof setupCheck>

/** A table that may be followed. `identified`: its changes and deletions can be told apart; `estimate`: about how many rows it has. */
export const setupTable = z.object({
  schema: z.string(),
  name: z.string(),
  estimate: z.number().nullable(),
  bytes: z.number(),
  key: z.array(z.string()),
  identified: z.boolean(),
  readable: z.boolean(),
  wanted: z.boolean(),
})
export type SetupTable = z.infer<typeof setupTable>

/** The same as a source to be made; `name` may be that of one that was made, whose password then stands in. */
export const checkBody = sourceBody
export type CheckBody = z.output<typeof checkBody>

/** `ready` where nothing fails. `tables` are the first 2000. */
export const setupAnswer = z.object({
  ready: z.boolean(),
  server: z.string().nullable(),
  checks: z.array(setupCheck),
  tables: z.array(setupTable),
  tables_count: z.number().int(),
})
export type SetupAnswer = z.infer<typeof setupAnswer>
