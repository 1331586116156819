import { z } from 'zod'
import { instant, pageQuery } from '@/lib/http/contract'
import { dashboard, widget } from './contract'

/** One saved state of a board. `n` is its `version`; `by` is who saved it, where that is known; `summary` what changed, in words. */
export const versionMeta = z.object({
  n: z.number().int(),
  at: instant,
  by: z.string().nullable(),
  summary: z.string(),
})
export type VersionMeta = z.infer<typeof versionMeta>

export const versionList = z.object({
  versions: z.array(versionMeta),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type VersionList = z.infer<typeof versionList>
export const versionListQuery = pageQuery

export const boardVersion = versionMeta.extend({
  dashboard_id: z.uuid(),
  name: dashboard.shape.name,
  description: dashboard.shape.description,
  variables: dashboard.shape.variables,
  widgets: z.array(widget),
})
export type BoardVersion = z.infer<typeof boardVersion>

const number = z.coerce.number().int().min(1).max(2_147_483_647)
export const versionParams = z.object({ id: z.uuid(), n: number })

/** What a 412 says beside its words: which version the board is at, when it was saved and by whom. */
export const currentVersion = z.object({ version: z.number().int(), at: instant, by: z.string().nullable() })
export type CurrentVersion = z.infer<typeof currentVersion>
