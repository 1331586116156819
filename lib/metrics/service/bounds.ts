import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Bounds } from '../bounds-contract'
import { maxCategories } from '../discover'
import { countBounded, listFullColumns, listFullTables } from '../store/bounds'

const listed = 100

/** What is kept apart of tables, columns and categories, how far that goes, and where the bounds were reached. */
export async function readBounds({ db, config }: Context): Promise<Bounds> {
  const sql = db.$client
  const { max_tables, max_columns, max_series } = config.metrics
  const [counts, full_tables, full_columns] = await Promise.all([
    countBounded(sql),
    listFullTables(sql, max_columns, listed),
    listFullColumns(sql, listed),
  ])
  return {
    tables: { count: counts.measured, most: max_tables, together: counts.together },
    series: { count: counts.series, most: max_series },
    most_columns: max_columns,
    most_categories: maxCategories,
    full_tables,
    full_columns,
  }
}
