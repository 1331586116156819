import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { ConfigError } from '@/lib/config/config-error'
import { loadConfig } from '@/lib/config/load'

/** A folder of its own for each test, where `load` reads the given YAML as datawatch.yaml. */
export function configFolder() {
  let cwd = ''
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'datawatch-config-'))
  })
  afterEach(() => rmSync(cwd, { recursive: true, force: true }))

  function load(yaml: string | null, env: Record<string, string> = {}) {
    if (yaml !== null) writeFileSync(join(cwd, 'datawatch.yaml'), yaml)
    return loadConfig({ cwd, env: { ...env, NODE_ENV: 'test' } })
  }

  function problems(yaml: string | null, env: Record<string, string> = {}) {
    try {
      load(yaml, env)
    } catch (error) {
      if (error instanceof ConfigError) return error.problems
      throw error
    }
    return []
  }

  return { load, problems, path: (name: string) => join(cwd, name) }
}
