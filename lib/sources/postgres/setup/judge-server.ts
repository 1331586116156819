import type { SetupCheck } from '../../check-contract'
import type { Provider, ServerFacts } from './survey'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

export type Said = Pick<SetupCheck, 'state' | 'detail'> & Partial<Pick<SetupCheck, 'sql' | 'restart'>>

export const check = (id: string, title: string, { state, detail, sql = null, restart = false }: Said): SetupCheck => ({
  ...{ id, title, state, detail, sql, restart },
})

const oldest = 130_000
const logicalBy: Partial<Record<Provider, string>> = {
  rds: 'in the parameter group of the instance set rds.logical_replication to 1, and reboot it',
  cloudsql: 'set the flag cloudsql.logical_decoding to on; the instance restarts by itself',
  azure: 'set the server parameter wal_level to logical, and restart the server',
  neon: 'switch on logical replication in the settings of the project',
}

function judgeLevel({ walLevel, provider }: ServerFacts): Said {
  if (walLevel === 'logical') return { state: 'ok', detail: 'logical' }
  const way = provider && logicalBy[provider]
  const detail = `It is ${walLevel}, which keeps too little to follow`
  if (way) return { state: 'fail', detail: `${detail}: ${way}`, restart: true }
  return { state: 'fail', detail, sql: "ALTER SYSTEM SET wal_level = 'logical';", restart: true }
}

function judgeRoom({ most, used }: { most: number; used: number }, setting: string): Said {
  const detail = `${used} of ${most} are used`
  if (used < most) return { state: 'ok', detail }
  return { state: 'fail', detail, sql: `ALTER SYSTEM SET ${setting} = '${most + 10}';`, restart: true }
}

function judgeRight({ mayReplicate, role, provider }: ServerFacts): Said {
  if (mayReplicate) return { state: 'ok', detail: `${role} may` }
  const sql =
    provider === 'rds' ? `GRANT rds_replication TO ${quoted(role)};` : `ALTER ROLE ${quoted(role)} REPLICATION;`
  return { state: 'fail', detail: `${role} may not`, sql }
}

/** The server keeps its log for whoever follows it, and by default without a bound. */
function judgeKeeping({ keepMiB }: ServerFacts): Said {
  if (keepMiB < 0) {
    const detail = 'The log is kept without a bound while DataWatch is away: the disk of the server may fill up'
    const sql = "ALTER SYSTEM SET max_slot_wal_keep_size = '20GB';\nSELECT pg_reload_conf();"
    return { state: 'warn', detail, sql }
  }
  if (keepMiB < 1024) {
    const detail = `Only ${keepMiB} MiB of the log are kept: after a short absence the tables have to be read anew`
    return { state: 'warn', detail, sql: "ALTER SYSTEM SET max_slot_wal_keep_size = '20GB';\nSELECT pg_reload_conf();" }
  }
  return {
    state: 'ok',
    detail: `At most ${keepMiB} MiB are kept while DataWatch is away; beyond, tables are read anew`,
  }
}

/** What the server itself has to be like, in the order in which one would mend it. */
export function judgeServer(facts: ServerFacts): SetupCheck[] {
  const { version, versionText, isStandby, settled, encrypted, slots, senders } = facts
  return [
    check('version', 'Version', {
      state: version >= oldest ? 'ok' : 'fail',
      detail:
        version >= oldest
          ? `PostgreSQL ${versionText}`
          : `PostgreSQL ${versionText}; 13 is the oldest that can be followed`,
    }),
    check('tls', 'Encryption', {
      state: encrypted ? 'ok' : 'warn',
      detail: encrypted ? 'by TLS' : 'None: whoever is on the way can read along',
    }),
    check('pooler', 'Direct connection', {
      state: settled ? 'ok' : 'fail',
      detail: settled ? 'yes' : 'A pooler such as PgBouncer is in between; give the address of the database itself',
    }),
    check('primary', 'Primary', {
      state: isStandby ? 'fail' : 'ok',
      detail: isStandby ? 'This is a standby, which takes no publication; give the address of its primary' : 'yes',
    }),
    check('wal_level', 'wal_level', judgeLevel(facts)),
    check('slots', 'Replication slots', judgeRoom(slots, 'max_replication_slots')),
    check('senders', 'WAL senders', judgeRoom(senders, 'max_wal_senders')),
    check('replication', 'Right to replicate', judgeRight(facts)),
    check('keeping', 'Log kept', judgeKeeping(facts)),
  ]
}
