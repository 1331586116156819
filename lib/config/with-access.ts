import { join } from 'node:path'
import { sessionSecretFile } from './access-secrets'
import { ConfigError } from './config-error'
import { findSecret, keptSecret } from './kept-secret'
import type { Config, GivenConfig } from './schema'

export const cronSecretFile = 'cron.secret'
export const keyFile = 'api.key'

/** What production is told, a line each: what it lacks, and how to have it made. */
function missing({ cron, database }: GivenConfig): ConfigError {
  const { data_dir: dataDir } = database
  const lacksCron = !cron.secret && !findSecret(dataDir, cronSecretFile)
  return new ConfigError([
    'access.secret is missing, and production needs it: it signs sessions and links in messages, seals the secrets of alert channels, and is what the pseudonyms of masked values are first made from',
    ...(lacksCron ? ['cron.secret is missing too, which may be: /api/cron/… then answers 401 to everyone'] : []),
    `"datawatch secrets" makes what is missing and keeps it in ${dataDir}, where the next start finds it; in a checkout that is: npm run datawatch -- secrets. Where secrets are kept elsewhere, "datawatch secrets --print" prints them as variables (NEXTAUTH_SECRET, CRON_SECRET)`,
  ])
}

/** A key that earlier versions made in production; it goes on where no credential is configured. */
function withOlderKey({ server, access, warnings }: GivenConfig, dataDir: string): string[] {
  if (server.environment !== 'production' || access.api_keys.length > 0 || access.owner_email) return access.api_keys
  const key = findSecret(dataDir, keyFile)
  if (!key) return []
  warnings.push(
    `${join(dataDir, keyFile)} holds an API key of an earlier version, which still opens everything; remove the file once everyone has an account or a key of their own`,
  )
  return [key]
}

/** Fills in what the data folder keeps. Development makes its own secret, production is given one or told to make it. */
export function withAccess(config: GivenConfig): Config {
  const { access, cron, server, database } = config
  const { data_dir: dataDir } = database
  try {
    const isProduction = server.environment === 'production'
    const kept = access.secret ?? findSecret(dataDir, sessionSecretFile)
    if (!kept && isProduction) throw missing(config)
    const secret = kept ?? keptSecret(dataDir, sessionSecretFile).secret
    return {
      ...config,
      access: { ...access, secret, kept: access.secret === undefined, api_keys: withOlderKey(config, dataDir) },
      cron: { ...cron, secret: cron.secret ?? findSecret(dataDir, cronSecretFile) },
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const { message } = error as Error
    throw new ConfigError([`database.data_dir: secrets cannot be kept in ${dataDir} (${message}); set NEXTAUTH_SECRET`])
  }
}
