import { z } from 'zod'
import { instant, instantParam } from '@/lib/http/contract'

/** `table` is a name such as `orders` or `public.orders`, `field` one of its categories. `from` defaults to a day before `to`. */
export const transitionsQuery = z.object({
  table: z.string().min(1, 'expected the name of a table'),
  field: z.string().min(1, 'expected the name of a column'),
  from: instantParam.optional(),
  to: instantParam.optional(),
})
export type TransitionsQuery = z.infer<typeof transitionsQuery>

/**
 * How often rows changed from each value to each other one, and how long they had had it (the median). Those before
 * `known_since`, which is `from` where all are known, are not counted: what rows were then is not kept any more.
 */
export const transitions = z.object({
  table: z.string(),
  field: z.string(),
  from: instant,
  to: instant,
  known_since: instant,
  transitions: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      count: z.number().int(),
      median_dwell_seconds: z.number().nullable(),
    }),
  ),
})
export type Transitions = z.infer<typeof transitions>
