/** How a table is defined: the types as its database prints them. */
export type Defined = {
  columns: { name: string; type: string; nullable: boolean; default: string | null }[]
  primaryKey: string[]
  indexes: { name: string; columns: string[]; unique: boolean }[]
}

/** Hears how a table of a source is defined at a moment, in milliseconds since 1970. */
export type Learn = (
  table: { source: string; database: string; schema: string; table: string },
  slot: 'source',
  defined: Defined,
  at: number,
) => void
