import { resolve } from 'node:path'
import { ConfigError } from './config-error'
import { keptSecret } from './kept-secret'
import type { Config } from './schema'

/** Fills in what a start cannot do without: the session secret, and an API key where production has no credential. */
export function withAccess(
  config: Omit<Config, 'access'> & { access: Omit<Config['access'], 'secret'> & { secret?: string } },
  cwd: string,
): Config {
  const { access, server, warnings } = config
  const dataDir = resolve(cwd, config.database.data_dir)
  const apiKeys = access.api_keys
  try {
    const secret = access.secret ?? keptSecret(dataDir, 'session.secret').secret
    if (server.environment === 'production' && apiKeys.length === 0 && !access.owner_email) {
      const key = keptSecret(dataDir, 'api.key', 'dw_')
      apiKeys.push(key.secret)
      warnings.push(`no access.api_keys and no access.owner_email are set: the API key is in ${key.path}`)
    }
    return {
      ...config,
      access: { ...access, secret, api_keys: apiKeys },
      database: { ...config.database, data_dir: dataDir },
    }
  } catch (error) {
    const message = (error as Error).message
    throw new ConfigError([`database.data_dir: secrets cannot be kept in ${dataDir} (${message}); set NEXTAUTH_SECRET`])
  }
}
