import type { GivenConfig } from '@/lib/config/schema'
import { secretsOf } from '@/lib/config/webhook-secrets'
import { ask } from '@/lib/db/launcher/ask'
import { networkCode } from '../exit-code'
import { type Finding, fail, ok, warn } from './finding'

type Source = GivenConfig['sources'][number]
type Postgres = Extract<Source, { type: 'postgres' }>

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

const facts = (slot: string) => `select current_setting('wal_level') as wal_level, current_user as role,
  (select rolreplication or rolsuper from pg_roles where rolname = current_user) as may,
  (select coalesce(wal_status, '') from pg_replication_slots where slot_name = ${quoted(slot)}) as status,
  (select count(*) from pg_replication_slots)::int as used, current_setting('max_replication_slots')::int as slots`

async function checkPostgres({ name, url, slot }: Postgres): Promise<Finding> {
  const check = `source ${name}`
  try {
    const [found] = await ask(url, facts(slot))
    const { wal_level, may, role, status, used, slots } = found as Record<string, string | number | boolean | null>
    if (wal_level !== 'logical')
      return fail(
        check,
        `wal_level is ${wal_level}`,
        'alter system set wal_level = logical; then restart that PostgreSQL',
      )
    if (status === null && !may)
      return fail(check, `${role} may not replicate`, `alter role "${role}" with replication`)
    if (status === null && Number(used) >= Number(slots))
      return fail(
        check,
        `all ${slots} replication slots are taken`,
        'drop one that nobody reads, or raise max_replication_slots',
      )
    if (status === 'lost')
      return fail(
        check,
        `the slot ${slot} was lost`,
        `select pg_drop_replication_slot(${quoted(slot)}); it begins anew`,
      )
    return ok(check, status === null ? 'can be followed' : `is followed through the slot ${slot}`)
  } catch (error) {
    const reason = networkCode(error) ?? (error as Error).message
    return fail(check, `cannot be reached: ${reason}`, 'mend its url, or wait for it: DataWatch tries again by itself')
  }
}

/** Whether each configured source could be read now. */
export function checkSources(config: GivenConfig): Promise<Finding[]> {
  const isProduction = config.server.environment === 'production'
  return Promise.all(
    config.sources.map(async (source) => {
      if (source.type === 'postgres') return checkPostgres(source)
      if (source.type !== 'webhook') return ok(`source ${(source as Source).name}`, (source as Source).type)
      if (secretsOf(source).length > 0 || !isProduction) return ok(`source ${source.name}`, 'webhook')
      return warn(`source ${source.name}`, 'webhook without a secret', 'set its secret, and what it sends is checked')
    }),
  )
}
