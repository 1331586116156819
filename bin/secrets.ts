import { join } from 'node:path'
import { sessionSecretFile } from '@/lib/config/access-secrets'
import { findSecret, keptSecret, makeSecret } from '@/lib/config/kept-secret'
import { readConfig } from '@/lib/config/load'
import type { GivenConfig } from '@/lib/config/schema'
import { cronSecretFile } from '@/lib/config/with-access'
import type { Asked } from './description'
import { UsageError } from './exit-code'
import { rotate } from './rotate-secrets'

const secrets = [
  {
    path: 'access.secret',
    file: sessionSecretFile,
    variable: 'NEXTAUTH_SECRET',
    of: (config: GivenConfig) => config.access,
  },
  { path: 'cron.secret', file: cronSecretFile, variable: 'CRON_SECRET', of: (config: GivenConfig) => config.cron },
]

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

export async function run({ args, options }: Asked): Promise<number> {
  const rotates = args[0] === 'rotate'
  const { print: prints, dropPrevious, newPseudonyms } = options
  if (rotates && prints) throw new UsageError('--print is not for rotate')
  if (!rotates && (dropPrevious || newPseudonyms))
    throw new UsageError('--drop-previous and --new-pseudonyms are for rotate')
  const config = readConfig()
  if (rotates) return rotate(config, { drops: Boolean(dropPrevious), forgets: Boolean(newPseudonyms) })
  if (prints) print(config)
  else process.stdout.write(keep(config))
  return 0
}
