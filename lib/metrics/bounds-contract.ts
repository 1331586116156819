import { z } from 'zod'
import { columnRoles } from './contract'

const counted = z.object({ count: z.number().int(), most: z.number().int() })
/** The bounds on cardinality, and where they were reached. `together`: how many are counted under `__other__`. */
export const bounds = z.object({
  tables: counted.extend({ together: z.number().int() }),
  series: counted,
  most_columns: z.number().int(),
  most_categories: z.number().int(),
  full_tables: z.array(z.object({ table: z.string(), schema: z.string(), columns: z.number().int() })),
  full_columns: z.array(
    z.object({
      table: z.string(),
      schema: z.string(),
      column: z.string(),
      role: z.enum(columnRoles),
      together: z.number().int(),
    }),
  ),
})
export type Bounds = z.infer<typeof bounds>
