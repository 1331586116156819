import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrateDatabase } from '@/lib/db/migrate'
import { migratedTemplate } from './migrated-template'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** The tests that crash a server start one of their own; here commits need not reach the disk. */
const forgetful = ['synchronous_commit = off', 'fsync = off', 'full_page_writes = off']

async function prepare(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  for (const setting of forgetful) await sql.unsafe(`alter system set ${setting}`)
  await sql`select pg_reload_conf()`
  await sql.unsafe(`create database ${migratedTemplate}`)
  await sql.end()
  await migrateDatabase(Object.assign(new URL(url), { pathname: `/${migratedTemplate}` }).toString())
}

/** One real PostgreSQL for the integration tests; each file makes databases of its own in it, most of them copies of one that is migrated. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'datawatch-tests-'))
  chmodSync(dataDir, 0o711)
  const server = await startEmbeddedPostgres({ dataDir, log: silent })
  await prepare(server.url)
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
