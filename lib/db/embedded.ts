import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { keptSecret } from '@/lib/config/kept-secret'
import { clearStaging, finishSwap } from './backup/swap'
import { ask } from './launcher/ask'
import { prepareBinaries } from './launcher/binaries'
import { prepareCluster, superuser } from './launcher/cluster'
import { isPortTaken } from './launcher/failure'
import { claimDataFolder } from './launcher/owner'
import { findPlace, openDataFolder, remember, replaceFile } from './launcher/place'
import { findPort } from './launcher/port'
import { stopPostmaster } from './launcher/postmaster'
import { adoptServer, type Installation, type Server, startServer } from './launcher/server'
import { watchServer } from './launcher/watch'

type Log = { info(message: string): void; warn(message: string): void }
type EmbeddedPostgres = { url: string; port: number; stop(): Promise<void> }

const database = 'datawatch'

async function startOnFreePort(installation: Installation, preferred: number | null): Promise<Server> {
  for (let port = await findPort(preferred); ; port = await findPort(null, port)) {
    try {
      return await startServer(installation, port)
    } catch (error) {
      if (!isPortTaken((error as Error).message)) throw error
    }
  }
}

async function createDatabase(adminUrl: string) {
  const found = await ask(adminUrl, `SELECT 1 FROM pg_database WHERE datname = '${database}'`, 20_000)
  if (found.length === 0) await ask(adminUrl, `CREATE DATABASE ${database}`, 60_000)
}

/**
 * Starts the PostgreSQL of the npm package under the data folder, or takes over one that a killed owner left running,
 * and keeps it running until `stop`. `url` is the superuser's, also written to `postgres.url` in the data folder (0600).
 * @throws DataFolderInUseError where another live process owns the folder; Error with the cause where it cannot run
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: {
  dataDir: string
  log: Log
}): Promise<EmbeddedPostgres> {
  const root = openDataFolder(dataDir)
  const claim = await claimDataFolder(root)
  let server: Server | undefined
  try {
    const { secret: password } = keptSecret(root, 'postgres.password')
    const urlOf = (port: number, name = database) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`
    finishSwap(root)
    const { account, ...place } = findPlace(root)
    await clearStaging(place.folder)
    const native = prepareBinaries(account, () => place.folder)
    const data = prepareCluster(place.folder, native, account, password)
    const installation = { native, data, account, logFile: join(root, 'postgres.log') }

    server = await adoptServer(installation, (port) => urlOf(port, 'postgres'))
    if (server)
      log.info(`Embedded PostgreSQL was left running by an earlier process; taken over (process ${server.pid})`)
    server ??= await startOnFreePort(installation, place.port)
    const { port } = server
    await createDatabase(urlOf(port, 'postgres'))
    remember(root, { folder: place.folder, port })
    const urlFile = join(root, 'postgres.url')
    replaceFile(urlFile, `${urlOf(port)}\n`, 0o600)

    const watch = watchServer({ server, restart: () => startServer(installation, port), log })
    return {
      url: urlOf(port),
      port,
      async stop() {
        await watch.end()
        await stopPostmaster(watch.current())
        rmSync(urlFile, { force: true })
        claim.release()
      },
    }
  } catch (error) {
    if (server) await stopPostmaster(server).catch(() => {})
    claim.release()
    throw error
  }
}
