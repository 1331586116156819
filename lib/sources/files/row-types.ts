/** What a row of a file says: that it came into being, or that it is there. */
export const rowTypes = ['INSERT', 'SNAPSHOT'] as const
export type RowType = (typeof rowTypes)[number]
