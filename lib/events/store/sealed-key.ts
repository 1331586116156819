import 'server-only'
import { eq } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { sealedKeys } from '@/drizzle/schema/keys'

export type Queryable = PgDatabase<PostgresJsQueryResultHKT>

const select = (db: Queryable, name: string) =>
  db.select({ sealed: sealedKeys.sealed }).from(sealedKeys).where(eq(sealedKeys.name, name))

export const findSealedKey = async (db: Queryable, name: string) => (await select(db, name))[0]?.sealed

export const lockSealedKey = async (tx: Queryable, name: string) => (await select(tx, name).for('update'))[0]?.sealed

/** Leaves one that is there. */
export const insertSealedKey = (db: Queryable, row: typeof sealedKeys.$inferInsert) =>
  db.insert(sealedKeys).values(row).onConflictDoNothing()

export const updateSealedKey = (db: Queryable, name: string, sealed: string) =>
  db.update(sealedKeys).set({ sealed }).where(eq(sealedKeys.name, name))

export const removeSealedKey = (db: Queryable, name: string) => db.delete(sealedKeys).where(eq(sealedKeys.name, name))
