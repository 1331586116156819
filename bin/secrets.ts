import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sessionSecretFile } from '@/lib/config/access-secrets'
import { findSecret, keptSecret, makeSecret } from '@/lib/config/kept-secret'
import { readConfig } from '@/lib/config/load'
import type { GivenConfig } from '@/lib/config/schema'
import { cronSecretFile } from '@/lib/config/with-access'
import { runCommand, UsageError } from './command'
import { rotate } from './rotate-secrets'

const usage = `usage: datawatch secrets [--print]
       datawatch secrets rotate [--drop-previous] [--new-pseudonyms]

Makes the secrets that production needs and that nobody gave yet, as files of the data folder that only its owner can read. What
is there stays as it is, and no secret is shown.

  --print           prints them as variables instead, for where secrets are kept elsewhere; writes no file

rotate changes access.secret: makes a new one in the data folder (or takes the one that is given, with the earlier ones under
access.previous_secrets), seals anew all that is stored sealed, and proves that it opens. A running DataWatch goes on; killed in the
middle, the same command goes on.

  --drop-previous   then forgets the earlier secrets of the data folder
  --new-pseudonyms  gives up the key of pseudonyms where it opens with none of the secrets

Ends with 0 where all is well, 1 where something opens with none of the secrets, 2 where it could not run.
`

const secrets = [
  {
    path: 'access.secret',
    file: sessionSecretFile,
    variable: 'NEXTAUTH_SECRET',
    of: (config: GivenConfig) => config.access,
  },
  { path: 'cron.secret', file: cronSecretFile, variable: 'CRON_SECRET', of: (config: GivenConfig) => config.cron },
]

function readOptions() {
  const boolean = { type: 'boolean', default: false } as const
  const options = { print: boolean, help: boolean, 'drop-previous': boolean, 'new-pseudonyms': boolean }
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [verb, ...more] = positionals
    if (more.length > 0 || (verb !== undefined && verb !== 'rotate'))
      throw new UsageError(`expected nothing or rotate, not ${positionals.join(' ')}`)
    const ofRotate = values['drop-previous'] || values['new-pseudonyms']
    if (verb === 'rotate' ? values.print : ofRotate)
      throw new UsageError(verb ? '--print is not for rotate' : '--drop-previous and --new-pseudonyms are for rotate')
    return { ...values, rotates: verb === 'rotate' }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message)
  }
}

/** Says where each secret is, having made those that are nowhere. */
function keep(config: GivenConfig): string {
  const { data_dir: dataDir } = config.database
  const lines = secrets.map(({ path, file, of }) => {
    if (of(config).secret) return `${path} is given by the configuration`
    const { made } = keptSecret(dataDir, file)
    return `${path} ${made ? 'was made and is' : 'was there already,'} in ${join(dataDir, file)}`
  })
  return `${lines.join('\n')}\n`
}

/** The variables of what is not given: as the data folder keeps them, else new ones that nobody keeps. */
function print(config: GivenConfig) {
  for (const { path, file, variable, of } of secrets) {
    if (of(config).secret) {
      process.stderr.write(`${path} is given by the configuration\n`)
      continue
    }
    const kept = findSecret(config.database.data_dir, file)
    if (!kept) process.stderr.write(`${path} is new and kept nowhere; asked again, it is another one\n`)
    process.stdout.write(`${variable}=${kept ?? makeSecret()}\n`)
  }
}

async function run(): Promise<number> {
  const { help, rotates, print: prints, ...options } = readOptions()
  if (help) {
    process.stdout.write(usage)
    return 0
  }
  const config = readConfig()
  if (rotates) return rotate(config, options)
  if (prints) print(config)
  else process.stdout.write(keep(config))
  return 0
}

runCommand('secrets', usage, run)
