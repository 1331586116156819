import { z } from 'zod'
import { columnRoles, settableRoles } from './contract'

const setting = z.enum(settableRoles).nullable()
const unit = z.string().trim().max(40)

/**
 * A column of a table. `role` is what it is taken for, `discovered_role` what its name and values say, `why` in words;
 * `set_by` says who set the role or the unit, where someone did.
 */
export const tableColumn = z.object({
  table: z.string(),
  schema: z.string(),
  source: z.string(),
  column: z.string(),
  role: z.enum(columnRoles),
  discovered_role: z.enum(columnRoles),
  why: z.string(),
  unit: z.string(),
  role_set: setting,
  unit_set: z.string().nullable(),
  set_by: z.enum(['configuration', 'person']).nullable(),
  values: z.number().int(),
  empty: z.number().int(),
})
export type TableColumn = z.infer<typeof tableColumn>

/** `table` is a name such as `orders` or `public.orders`. */
export const columnListQuery = z.object({ table: z.string().min(1, 'expected the name of a table') })
export const columnList = z.object({ columns: z.array(tableColumn), count: z.number().int() })
export type ColumnList = z.infer<typeof columnList>

export const columnParams = z.object({ table: z.string(), column: z.string() })
/** What is left out stays; null leaves it to discovery again. */
export const columnPatch = z
  .strictObject({ role: setting.optional(), unit: unit.nullable().optional() })
  .refine(({ role, unit }) => role !== undefined || unit !== undefined, 'expected role, unit or both')
export type ColumnPatch = z.infer<typeof columnPatch>
