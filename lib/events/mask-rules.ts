export const treatments = ['mask', 'hash', 'allow'] as const
/** What is done to a column: its values become a marker, become pseudonyms, or stay as they are. */
export type Treatment = (typeof treatments)[number]

/** The columns of one table, or of several, that are treated in another way than usual; names are globs. */
export type TableRule = { table: string } & Record<Treatment, string[]>

type Pattern = { matches(name: string): boolean; weight: number }

/** `*` stands for any characters, `?` for one; case makes no difference. A name without them weighs more than any with. */
function readGlob(glob: string): Pattern {
  const literal = glob.replace(/[*?]/g, '')
  const source = glob
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  const pattern = new RegExp(`^${source}$`, 'iu')
  return {
    matches: (name) => pattern.test(name),
    weight: literal === glob ? Number.POSITIVE_INFINITY : literal.length,
  }
}

type Column = Pattern & { treatment: Treatment }
type Table = Pattern & { qualified: boolean; columns: Column[] }

/** The treatment that a table's rules give to a column; null where they say nothing. */
export type ColumnRules = (column: string) => Treatment | null

const none: ColumnRules = () => null

/**
 * Reads the rules of the configuration. The most specific table that names a column decides, and in it the most specific
 * name: `orders` before `ord*` before `*`. Of equal ones the strictest does: mask, then hash, then allow.
 */
export function readRules(rules: readonly TableRule[]): (schema: string, table: string) => ColumnRules {
  const tables: Table[] = rules
    .map((rule) => ({
      ...readGlob(rule.table),
      qualified: rule.table.includes('.'),
      columns: treatments
        .flatMap((treatment) => rule[treatment].map((glob) => ({ ...readGlob(glob), treatment })))
        .sort((a, b) => (a.weight === b.weight ? 0 : b.weight - a.weight)),
    }))
    .sort((a, b) => (a.weight === b.weight ? Number(b.qualified) - Number(a.qualified) : b.weight - a.weight))
  return (schema, table) => {
    const own = tables.filter(({ matches, qualified }) => matches(qualified ? `${schema}.${table}` : table))
    if (own.length === 0) return none
    return (column) => {
      for (const { columns } of own) {
        const found = columns.find(({ matches }) => matches(column))
        if (found) return found.treatment
      }
      return null
    }
  }
}
