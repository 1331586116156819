import type { ExtraConfigColumn } from 'drizzle-orm/pg-core'

/** A column of an index as `order by … desc` has it: nulls come first there, and an index that has them last is of no use for that order. */
export const newestFirst = (column: ExtraConfigColumn) => column.desc().nullsFirst()
