import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sessionSecretFile } from '@/lib/config/access-secrets'
import type { GivenConfig } from '@/lib/config/schema'
import { cronSecretFile } from '@/lib/config/with-access'
import { sizeWords } from '../size-words'
import { type Finding, fail, ok, warn } from './finding'

const lowBytes = 1024 ** 3

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 12)) return ok('node', `Node ${version}`)
  return fail('node', `Node ${version}`, 'install Node 20.12 or newer: https://nodejs.org/en/download')
}

/** The nearest folder above that is there: where a folder that is not there yet will be made. */
const nearestFolder = (path: string): string => (existsSync(path) ? path : nearestFolder(dirname(path)))

export function checkDataFolder({ database: { data_dir: folder, url } }: GivenConfig): Finding[] {
  const there = nearestFolder(folder)
  try {
    accessSync(there, constants.W_OK | constants.X_OK)
  } catch {
    return [
      fail(
        'data folder',
        `${there} cannot be written`,
        'give it to the user that runs DataWatch, or set database.data_dir',
      ),
    ]
  }
  const { bavail, bsize } = statfsSync(there)
  const free = bavail * bsize
  const detail = `${folder}${there === folder ? '' : ' (not there yet)'}, ${sizeWords(free)} free`
  if (free >= lowBytes || url) return [ok('data folder', detail)]
  return [warn('data folder', detail, 'make room: below 200 MiB DataWatch takes no events')]
}

/** Secrets that only their owner can read; in production there has to be one. */
export function checkSecrets(config: GivenConfig): Finding[] {
  const { access, cron, database, server } = config
  const isProduction = server.environment === 'production'
  const look = (name: string, given: string | undefined, file: string): Finding => {
    if (given) return ok(name, 'given by the configuration')
    const path = join(database.data_dir, file)
    if (!existsSync(path)) {
      if (!isProduction) return ok(name, 'not there yet; made at the first start')
      return fail(name, 'production has none', '"datawatch secrets" makes it')
    }
    const mode = statSync(path).mode & 0o077
    return mode === 0 ? ok(name, path) : warn(name, `${path} can be read by others`, `chmod 600 ${path}`)
  }
  const found = [
    look('access.secret', access.secret, sessionSecretFile),
    look('cron.secret', cron.secret, cronSecretFile),
  ]
  const isOpen = !isProduction && !['127.0.0.1', '::1', 'localhost'].includes(server.host)
  if (!isOpen) return found
  return [
    ...found,
    warn('credentials', `development, and it listens on ${server.host}`, 'set server.environment: production'),
  ]
}
