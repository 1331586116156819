import { join } from 'node:path'
import { previousSecretsFile, type Secrets, secretsOf, sessionSecretFile } from '@/lib/config/access-secrets'
import { beginRotation, dropPreviousSecrets, isUnderWay } from '@/lib/config/rotate-secret'
import type { GivenConfig } from '@/lib/config/schema'
import { withAccess } from '@/lib/config/with-access'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/client'
import { locks } from '@/lib/db/locks'
import { migrateDatabase } from '@/lib/db/migrate'
import { forgetLostPseudonymKey } from '@/lib/events/service/pseudonym-key'
import { findLost, resealAll, withPseudonymKey } from '@/lib/runtime/sealed'
import { progressBar } from './progress-bar'
import { reachDatabase } from './reach-database'
import { migrationsFolder } from './version'

type Options = { drops: boolean; forgets: boolean }

const say = (text: string) => process.stdout.write(`${text}\n`)

/** One rotation at a time: of two that each make a secret, one would be lost. */
async function withDatabase<T>(config: GivenConfig, work: (db: Database) => Promise<T>): Promise<T> {
  const server = await reachDatabase(config)
  const db = openDatabase({ url: server.url, poolSize: 3, statementTimeoutMs: 60_000 })
  try {
    await migrateDatabase(server.url, migrationsFolder())
    const session = await db.$client.reserve()
    try {
      await session`select pg_advisory_lock(${locks.rotation})`
      return await work(db)
    } finally {
      session.release()
    }
  } finally {
    await closeDatabase(db)
    await server.stop()
  }
}

/** Seals all anew with the first of the secrets, and answers what opens with none of them. */
async function reseal(db: Database, secrets: Secrets, forgets: boolean): Promise<string[]> {
  if (forgets && (await forgetLostPseudonymKey(db, secrets)))
    say('The key of pseudonyms was given up: masked values get new pseudonyms from the next start on')
  const bar = progressBar(process.stderr)
  const { texts, resealed } = await resealAll(db, secrets, (done, of) =>
    bar.show(done / of, `${done} of ${of} sealed texts`),
  )
  bar.end()
  say(`${resealed} of ${texts} sealed texts were sealed anew`)
  return findLost(db, [secrets[0]])
}

function conclude(config: GivenConfig, isKept: boolean, secrets: Secrets, drops: boolean) {
  const { data_dir: dataDir } = config.database
  if (secrets.length === 1) return say('No earlier secret is listed')
  if (!isKept || config.access.previous_secrets.length > 0) {
    say('The secrets under access.previous_secrets (DATAWATCH_ACCESS_PREVIOUS_SECRETS) can be dropped: take them out')
    say('Charts in messages that were signed with them are then not shown any more')
  }
  if (!isKept) return undefined
  const file = join(dataDir, previousSecretsFile)
  if (drops) {
    dropPreviousSecrets(dataDir)
    return say(`The earlier secret was dropped: ${file} is gone`)
  }
  say(`The earlier secret, in ${file}, can be dropped: datawatch secrets rotate --drop-previous`)
  return say('Charts in messages of the last 30 days are signed with it, and not shown any more then')
}

/** Changes `access.secret`, whatever of it was done before; answers the exit code. */
export async function rotate(config: GivenConfig, { drops, forgets }: Options): Promise<number> {
  const { data_dir: dataDir } = config.database
  const isKept = config.access.secret === undefined
  const before = withAccess(config)
  if (drops && !isKept) throw new Error('access.secret is given by the configuration: take the earlier ones out there')
  if (drops && !isUnderWay(dataDir))
    throw new Error(`no earlier secret is kept in ${dataDir}, there is nothing to drop`)

  return withDatabase(config, async (db) => {
    await withPseudonymKey(db, before)
    if (isKept) {
      const made = beginRotation(dataDir)
      say(
        made ? `A new access.secret is in ${join(dataDir, sessionSecretFile)}` : 'Going on with the rotation under way',
      )
    }
    const secrets = secretsOf(before)
    const lost = await reseal(db, secrets, forgets)
    if (lost.length > 0) {
      for (const what of lost) say(`${what} opens with none of the secrets`)
      say('Nothing can be dropped until they are entered again, or the secret they were sealed with is listed')
      return 1
    }
    say('All of them open with the secret of now')
    conclude(config, isKept, secrets, drops)
    say('Sessions go on until DataWatch is started again; then everyone signs in anew')
    return 0
  })
}
