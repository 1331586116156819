import 'server-only'
import { seal, unseal } from '@/lib/alerts/seal'
import { secretsOf } from '@/lib/config/access-secrets'
import type { Context } from '@/lib/context/context'
import type { FollowedSource } from '../follower'
import { type KeptPostgres, keptPostgres } from '../kept-contract'
import type { PostgresSource } from '../postgres/connect'
import { writeUrl } from '../read-url'
import { type KeptRow, listKeptRows } from '../store/kept'

export const placeOf = (name: string, field: string) => `source ${name} ${field}`

export const sealPassword = ({ config }: Pick<Context, 'config'>, name: string, password: string | null) => ({
  ...(password === null ? {} : { password: seal(password, secretsOf(config), placeOf(name, 'password')) }),
})

/** The password of a kept source; null where there is none, `lost` where it opens with none of the secrets. */
export function openPassword(
  { config }: Pick<Context, 'config'>,
  { name, secrets }: Pick<KeptRow, 'name' | 'secrets'>,
) {
  const sealed = secrets.password
  if (sealed === undefined) return { password: null, lost: false }
  const password = unseal(sealed, secretsOf(config), placeOf(name, 'password'))
  return { password, lost: password === null }
}

/** A kept database as it is followed. */
export function toPostgresSource(name: string, kept: KeptPostgres, password: string | null): PostgresSource {
  const { host, port, database, user, tls, ca, tables, ...rest } = kept
  return {
    ...rest,
    ...{ name, type: 'postgres', guarded: true },
    url: writeUrl({ host, port, database, user, password }),
    tls: { mode: tls, ...(ca ? { ca } : {}) },
    ...(tables ? { tables } : {}),
  }
}

export const readKept = (row: KeptRow): KeptPostgres => keptPostgres.parse(row.config)

/** All that is followed: what is configured, then what people made; a name of the configuration wins. */
export async function listFollowed(context: Context): Promise<FollowedSource[]> {
  const { db, config } = context
  const configured = config.sources.filter((source): source is FollowedSource => source.type !== 'webhook')
  const taken = new Set(config.sources.map(({ name }) => name))
  const made = (await listKeptRows(db)).filter(({ name }) => !taken.has(name))
  return [
    ...configured,
    ...made.map((row) => toPostgresSource(row.name, readKept(row), openPassword(context, row).password)),
  ]
}
