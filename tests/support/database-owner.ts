import { startEmbeddedPostgres } from '../../lib/db/embedded'

const [dataDir = ''] = process.argv.slice(2)
const say = (message: string) => process.stderr.write(`${message}\n`)

/** A process of its own that owns a data folder until it is told to stop, or killed. */
async function main() {
  const database = await startEmbeddedPostgres({ dataDir, log: { info: say, warn: say } })
  process.on('SIGTERM', () => database.stop().then(() => process.exit(0)))
  process.stdout.write(`${database.url}\n`)
  setInterval(() => {}, 60_000)
}

main().catch((error: Error) => {
  say(error.message)
  process.exit(1)
})
