import 'server-only'
import { listSchemaChanges } from '@/lib/anomalies/store/incidents'
import type { Context } from '@/lib/context/context'
import { hourMs } from '@/lib/metrics/fold'
import { listNotes } from '@/lib/notes/service'
import { countInserts } from '../store/tables'
import type { Change } from '../violation-contract'

const lookBackMs = 6 * hourMs
const lookAheadMs = hourMs / 12
/** So many times as many rows as in the hour before, or fewer, are worth telling. */
const notable = 2

const said = { ddl: 'changed', truncate: 'was emptied', new_table: 'was heard of first' } as const

/** What changed about a table or beside it shortly before `at`, the nearest first. */
export async function listChanges(context: Context, tableId: number, at: Date): Promise<Change[]> {
  const { db } = context
  const [from, to] = [new Date(at.getTime() - lookBackMs), new Date(at.getTime() + lookAheadMs)]
  const hours = [at.getTime(), at.getTime() - hourMs]
  const [schema, { notes }, [now = 0, before = 0]] = await Promise.all([
    listSchemaChanges(db, { tableIds: [tableId], from, to }),
    listNotes(context, { from: from.toISOString(), to: to.toISOString(), limit: 20 }),
    countInserts(db.$client, tableId, hours, hourMs),
  ])
  const changes: Change[] = [
    ...schema.map(({ kind, at: when, table, command }) => ({
      kind: 'schema' as const,
      at: when,
      text: kind === 'schema' ? command : command === '' ? `${table} ${said[kind]}` : `${table}: ${command}`,
    })),
    ...notes.map((note) => ({ kind: 'note' as const, at: note.at, text: `${note.kind}: ${note.text}` })),
  ]
  if (before > 0 && (now > notable * before || now < before / notable)) {
    const text = `${now} rows were inserted in the hour from then on, ${before} in the hour before`
    changes.push({ kind: 'volume', at: at.toISOString(), text })
  }
  const distance = (change: Change) => Math.abs(Date.parse(change.at) - at.getTime())
  return changes.sort((a, b) => distance(a) - distance(b))
}
