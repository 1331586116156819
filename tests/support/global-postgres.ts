import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '@/lib/db/embedded'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** One real PostgreSQL for the integration tests; each file makes databases of its own in it. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'datawatch-tests-'))
  chmodSync(dataDir, 0o711)
  const server = await startEmbeddedPostgres({ dataDir, log: silent })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
