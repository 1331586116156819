import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { readConfig } from '@/lib/config/load'
import { secretsIn, takeSecrets } from '@/lib/config/restored-secrets'
import type { GivenConfig } from '@/lib/config/schema'
import { BackupError } from '@/lib/db/backup/manifest'
import { readBackup } from '@/lib/db/backup/read-backup'
import { restoreBackup } from '@/lib/db/backup/restore-backup'
import { ask } from '@/lib/db/launcher/ask'
import { bytesProgress } from './bytes-progress'
import type { Asked } from './description'
import { UsageError } from './exit-code'
import { findLostIn } from './lost-secrets'
import { sizeWords } from './size-words'
import { stopSignal } from './stop-signal'
import { readVersion } from './version'

const say = (text: string) => process.stderr.write(`${text}\n`)
const figure = new Intl.NumberFormat('en').format

const elsewhere = `database.url is set: that database is not DataWatch's own. Stop DataWatch and restore it with
  pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" datawatch.dump`

async function openFile(file: string) {
  const { size } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read (${error.code})`)
  })
  return { size, input: createReadStream(file) }
}

async function check(file: string): Promise<number> {
  const { size, input } = await openFile(file)
  const bar = bytesProgress()
  bar.begin(size)
  input.on('data', (chunk) => bar.add(chunk.length))
  const drain = async (_path: string, chunks: AsyncIterable<Buffer>) => {
    for await (const _chunk of chunks);
  }
  const { header, manifest, bytes } = await readBackup(input, {
    begin: async () => {},
    folder: async () => {},
    file: drain,
  })
  bar.end()
  const of = `DataWatch ${header.datawatch}, PostgreSQL ${header.postgres}, as of ${manifest.as_of}`
  say(`${file} is whole: ${figure(manifest.files.length)} files, ${sizeWords(bytes)}; ${of}`)
  return 0
}

const counts = `select (select count(*) from events)::int as events, (select count(*) from metrics)::int as metrics,
  (select count(*) from dashboards)::int as dashboards, (select max(received_at) from events)::text as newest`
const countingMs = 600_000

const isOurs = `select to_regclass('events') is not null and to_regclass('dashboards') is not null as ours`

async function look(config: GivenConfig, url: string, secrets: ReadonlyMap<string, string>) {
  const [facts] = await ask(url, isOurs)
  if (!facts?.ours) throw new BackupError('its database is not one of DataWatch')
  const [found] = (await ask(url, counts, countingMs)) as {
    events: number
    metrics: number
    dashboards: number
    newest: string | null
  }[]
  const { events, metrics, dashboards, newest } = found!
  const newestWords = newest ? ` (the newest of ${newest})` : ''
  say(`It opens: events ${figure(events)}${newestWords}, metrics ${figure(metrics)}, dashboards ${figure(dashboards)}`)
  for (const what of await findLostIn(url, config, secretsIn(secrets)))
    say(`Note: ${what} opens with none of the secrets that are known here`)
}

async function restore(file: string, discards: boolean): Promise<number> {
  const config = readConfig()
  if (config.database.url) throw new Error(elsewhere)
  const signal = stopSignal()
  const { input } = await openFile(file)
  const bar = bytesProgress()
  try {
    const { kept, manifest } = await restoreBackup({
      dataDir: config.database.data_dir,
      input,
      version: readVersion(),
      now: () => new Date(),
      discards,
      signal,
      begun: ({ bytes }) => bar.begin(bytes),
      told: bar.add,
      recovering: () => {
        bar.end()
        say('All of it is whole; recovering it to the moment the backup ended')
      },
      check: (url, secrets) => look(config, url, secrets),
      keepSecrets: (root, secrets) => say(secretWords[takeSecrets(root, secrets)]),
    })
    say(`Restored, as of ${manifest.as_of}`)
    if (kept) say(`What was there before is in ${kept}; remove it when it is needed no more`)
    return 0
  } catch (error) {
    bar.end()
    if (!signal.aborted) throw error
    say('Stopped; nothing was replaced')
    return 130
  }
}

const secretWords = {
  none: 'The backup has no secrets; those of this data folder stay',
  taken: 'Its secrets are those of this data folder now',
  added:
    'This data folder keeps its secret; the one of the backup is among the earlier ones, and "datawatch secrets rotate" ends that',
  same: 'Its secrets are those of this data folder already',
}

export async function run({ args, options }: Asked): Promise<number> {
  const file = args[0]!
  const { check: checks, discard } = options
  if (checks && discard) throw new UsageError('--check changes nothing, so there is nothing to discard')
  try {
    return checks ? await check(file) : await restore(file, Boolean(discard))
  } catch (error) {
    if (!(error instanceof BackupError)) throw error
    say(`datawatch restore: ${file} cannot be restored: ${error.message}`)
    return 1
  }
}
