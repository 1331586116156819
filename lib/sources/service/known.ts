import 'server-only'
import type { Context } from '@/lib/context/context'
import type { KeptPostgres } from '../kept-contract'
import type { Source } from '../list-contract'
import { readUrl } from '../read-url'
import { sourceNames } from '../store/heard'
import { listKeptRows } from '../store/kept'
import { listPositionNames } from '../store/positions'
import { readKept } from './kept'

/** A source by its name; `followed` where DataWatch goes to it. */
export type Known = {
  name: string
  type: string
  origin: Source['origin']
  followed: boolean
  connection: KeptPostgres | null
  createdBy: string | null
  createdAt: string | null
}

type Configured = Context['config']['sources'][number]

/** Where a configured database is, without its password. */
function connectionOf(source: Configured): KeptPostgres | null {
  if (source.type !== 'postgres') return null
  const read = readUrl(source.url)
  if (!('connection' in read)) return null
  const { password: _, ...connection } = read.connection
  const { schemas, tables = null, publication, slot, snapshot } = source
  return { ...connection, schemas, tables, publication, slot, snapshot }
}

/** All sources: those of the configuration, those made here, and senders that were heard of; each name once. */
export async function listKnown({ db, config }: Context): Promise<Known[]> {
  const [rows, heard, followed] = await Promise.all([listKeptRows(db), sourceNames(db.$client), listPositionNames(db)])
  const earlier = new Set(followed)
  const none = { connection: null, createdBy: null, createdAt: null }
  const configured = config.sources.map((source): Known => {
    const place = { ...none, name: source.name, type: source.type, origin: 'file' as const }
    return { ...place, followed: source.type !== 'webhook', connection: connectionOf(source) }
  })
  const made = rows.map((row): Known => {
    const by = { createdBy: row.createdBy, createdAt: row.createdAt.toISOString() }
    return { ...by, name: row.name, type: row.type, origin: 'manual', followed: true, connection: readKept(row) }
  })
  const senders = heard.map((name): Known => {
    const type = earlier.has(name) ? 'ended' : 'http'
    return { ...none, name, type, origin: 'heard', followed: false }
  })
  const seen = new Set<string>()
  return [...configured, ...made, ...senders].filter(({ name }) => !seen.has(name) && seen.add(name))
}
