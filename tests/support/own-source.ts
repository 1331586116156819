import postgres from 'postgres'
import * as sourceRoute from '@/app/api/v1/datawatch/sources/[name]/route'
import * as sourcesRoute from '@/app/api/v1/datawatch/sources/route'
import type { SourceDetail } from '@/lib/sources/list-contract'
import { call } from './http'
import { createDatabase } from './runtime'
import { until } from './source-database'

/** A database with a table of orders, to be followed. */
export async function openShop() {
  const database = await createDatabase()
  const sql = postgres(database.url, { max: 4, onnotice: () => {} })
  await sql`create table orders (id serial primary key, amount numeric(10,2) not null, status text not null default 'pending')`
  return {
    url: database.url,
    sql,
    async drop() {
      await sql.end({ timeout: 1 })
      await database.drop()
    },
  }
}

export const post = (body: unknown) => call<SourceDetail>(sourcesRoute.POST, '/sources', { method: 'POST', body })

export const read = (name: string) =>
  call<SourceDetail>(sourceRoute.GET, `/sources/${encodeURIComponent(name)}`, { params: { name } })

/** Resolves once a source is as `check` says. */
export async function untilSource(name: string, check: (source: SourceDetail) => boolean) {
  let seen: SourceDetail | undefined
  await until(
    async () => {
      seen = (await read(name)).data
      return seen !== undefined && check(seen)
    },
    () => seen,
    30_000,
  )
  return seen!
}

export const remove = (name: string) =>
  call<{ slot: string }>(sourceRoute.DELETE, `/sources/${name}`, { method: 'DELETE', params: { name } })
