import { z } from 'zod'
import { words } from '@/lib/http/contract'
import { widgetBody } from './contract'

export const templateIds = ['e-commerce', 'saas', 'payments', 'operations'] as const
export type TemplateId = (typeof templateIds)[number]
export const templateParams = z.object({ template: z.enum(templateIds) })

/** The places for tables that the templates have. */
export const slotIds = [
  ...['orders', 'customers', 'products', 'payments', 'refunds'],
  ...['users', 'subscriptions', 'invoices', 'usage', 'tickets'],
  ...['disputes', 'payouts', 'jobs', 'shipments', 'stock'],
]

/** A table for each place; `none` lists the places that get no table. Those that are not named get what fits. */
export const templateQuery = z
  .object(Object.fromEntries([...slotIds, 'none'].map((id) => [id, words(255).optional()])))
  .transform(({ none = '', ...tables }): Record<string, string | null | undefined> => {
    const empty = none.split(',').filter(Boolean)
    return { ...tables, ...Object.fromEntries(empty.map((id) => [id, null])) }
  })

const templateSlot = z.object({
  id: z.string(),
  /** What its rows are, such as `orders`. */
  name: z.string(),
  table: z.string().nullable(),
  /** The tables that fit, the best first. */
  fits: z.array(z.string()),
})

/**
 * A template with the tables that it found. `missing` says, in words, what it has no data for; what it makes without it are
 * `widgets`. `ready`: whether that is a board.
 */
export const boardTemplate = z.object({
  id: z.enum(templateIds),
  name: z.string(),
  description: z.string(),
  ready: z.boolean(),
  slots: z.array(templateSlot),
  missing: z.array(z.string()),
  widgets: z.array(widgetBody.required({ position: true })),
})
export type BoardTemplate = z.infer<typeof boardTemplate>

/** `tables` are all that a place may be given, those with the most events first. */
export const templateList = z.object({ templates: z.array(boardTemplate), tables: z.array(z.string()) })
export type TemplateList = z.infer<typeof templateList>

/** A board to make: without a name that of the template; `tables` by place, null for none. */
export const templateBody = z.object({
  name: words(200)
    .transform((text) => text.trim())
    .optional(),
  description: words(2000).optional(),
  tables: z.record(z.string(), words(255).nullable()).default({}),
})
export type TemplateBody = z.output<typeof templateBody>
