import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import postgres from 'postgres'
import { inject } from 'vitest'
import { loadConfig } from '@/lib/config/load'
import { boot } from '@/lib/runtime/boot'
import { migratedTemplate } from './migrated-template'

let made = 0

/** A new database of the test server: an empty one, or one that has all migrations behind it. */
export async function createDatabase(
  template?: typeof migratedTemplate,
): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = new URL(inject('postgresUrl'))
  made += 1
  const name = `test_${process.pid}_${Date.now()}_${made}`
  const run = async (statement: string) => {
    const sql = postgres(admin.toString(), { max: 1, onnotice: () => {} })
    await sql.unsafe(statement)
    await sql.end()
  }
  await run(`create database ${name}${template ? ` template ${template} strategy file_copy` : ''}`)
  const url = new URL(admin)
  url.pathname = `/${name}`
  return { url: url.toString(), drop: () => run(`drop database if exists ${name} with (force)`) }
}

/** DataWatch booted as in production over a database of its own, without the schedule; `env` overrides the configuration. */
export async function startRuntime(env: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'datawatch-runtime-'))
  const database = await createDatabase(migratedTemplate)
  const config = loadConfig({
    cwd,
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATAWATCH_ANOMALY_ENABLED: 'false',
      DATAWATCH_QUALITY_ENABLED: 'false',
      DATAWATCH_ALERTS_ENABLED: 'false',
      DATAWATCH_LOG_LEVEL: 'error',
      CRON_SECRET: 'cron-secret-of-the-tests',
      ...env,
    },
  })
  const program = join(process.cwd(), 'bin/detection-thread.mjs')
  const runtime = await boot(config, (options) => new Worker(program, options))
  return {
    ...runtime,
    url: database.url,
    stop: async () => {
      await runtime.stop()
      await database.drop()
      rmSync(cwd, { recursive: true, force: true })
    },
  }
}
