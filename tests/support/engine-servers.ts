import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { atExit } from './at-exit'
import { needProgram } from './debian-package'
import { temporaryFolder } from './test-database'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

export type Product = 'prometheus' | 'victoria-metrics' | 'influxdb'
type Start = { args: string[]; ready: string }

function prometheus(folder: string, port: number, flags: string[], auth: boolean, window: string): Start {
  const config = join(folder, 'prometheus.yml')
  writeFileSync(config, `storage:\n  tsdb:\n    out_of_order_time_window: ${window}\n`)
  const web = join(folder, 'web.yml')
  /** The password is "secret". */
  writeFileSync(web, 'basic_auth_users:\n  watcher: $2b$04$kOMyRhIOcs5aCCohl8M0Ye8WxTkDtYKoavOCGCOk0/.OgthaPFK2q\n')
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--storage.tsdb.retention.time=10y',
    ...flags,
    ...(auth ? [`--web.config.file=${web}`] : []),
  ]
  return { args, ready: '/-/ready' }
}

const victoria = (folder: string, port: number): Start => ({
  args: [`-storageDataPath=${join(folder, 'data')}`, `-httpListenAddr=127.0.0.1:${port}`, '-retentionPeriod=10y'],
  ready: '/health',
})

function influx(folder: string, port: number, rpcPort: number, auth: boolean): Start {
  const config = join(folder, 'influxdb.conf')
  const text = `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  cache-snapshot-write-cold-duration = "5s"
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${auth}
  log-enabled = false
`
  writeFileSync(config, text)
  return { args: ['-config', config], ready: '/ping' }
}

const programs: Record<Product, string> = {
  prometheus: 'prometheus',
  'victoria-metrics': 'victoria-metrics',
  influxdb: 'influxd',
}
const need = (product: Product) => needProgram(programs[product], product)

/** Why a product cannot be had here, or null. */
export async function whyMissing(product: Product): Promise<string | null> {
  return (await need(product)).missing
}

const settings: Record<Product, (url: string) => Record<string, string>> = {
  prometheus: (url) => ({ DATAWATCH_METRICS_STORAGE: 'prometheus', DATAWATCH_METRICS_PROMETHEUS_URL: url }),
  'victoria-metrics': (url) => ({ DATAWATCH_METRICS_STORAGE: 'prometheus', DATAWATCH_METRICS_PROMETHEUS_URL: url }),
  influxdb: (url) => ({
    DATAWATCH_METRICS_STORAGE: 'influxdb',
    DATAWATCH_METRICS_INFLUXDB_URL: url,
    DATAWATCH_METRICS_INFLUXDB_DATABASE: 'datawatch',
  }),
}

/** What names the running server of a product in the configuration. */
export const engineSettings = (product: Product, url: string) => settings[product](url)

/** A storage engine of a test's own, with a folder and a port of its own, to be killed and started again. */
export class EngineServer {
  #child: ChildProcess | null = null

  private constructor(
    readonly url: string,
    private readonly path: string,
    private readonly start: Start,
    private readonly place: { folder: string; remove(): void },
  ) {}

  /** `window`: so far back Prometheus takes samples of the past. */
  static async start(
    product: Product,
    { flags = [] as string[], auth = false, window = '90d' } = {},
  ): Promise<EngineServer> {
    const { path, missing } = await need(product)
    if (missing !== null) throw new Error(missing)
    const place = temporaryFolder(product)
    const [port, other] = [await freePort(), await freePort()]
    const { folder } = place
    mkdirSync(join(folder, 'data'))
    const receiver = flags.includes('--no-receiver') ? [] : ['--web.enable-remote-write-receiver']
    const start =
      product === 'prometheus'
        ? prometheus(folder, port, [...flags.filter((flag) => flag !== '--no-receiver'), ...receiver], auth, window)
        : product === 'influxdb'
          ? influx(folder, port, other, auth)
          : victoria(folder, port)
    const server = new EngineServer(`http://127.0.0.1:${port}`, path, start, place)
    await server.run()
    if (product === 'influxdb' && !auth) await server.createDatabase()
    return server
  }

  /** Where all that it stores lies. */
  get folder() {
    return this.place.folder
  }

  /** Starts the program; resolves once it answers. */
  async run() {
    const child = spawn(this.path, this.start.args, { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#child = child
    let said = ''
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-2000)
    })
    const forget = atExit(() => child.kill('SIGKILL'))
    child.once('exit', forget)
    for (const until = performance.now() + 60_000; performance.now() < until; await pause(25)) {
      if (child.exitCode !== null) throw new Error(`${this.path} ended with ${child.exitCode}: ${said}`)
      const answer = await fetch(this.url + this.start.ready).catch(() => null)
      if (answer && (answer.ok || answer.status === 401)) return
    }
    throw new Error(`${this.path} does not answer: ${said}`)
  }

  async createDatabase() {
    const body = new URLSearchParams({ q: 'create database datawatch' })
    await fetch(`${this.url}/query`, { method: 'POST', body })
  }

  async kill() {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Removes all that it has stored; it does not run meanwhile. */
  async wipe() {
    await this.kill()
    for (const name of ['data', 'meta', 'wal']) rmSync(join(this.place.folder, name), { recursive: true, force: true })
  }

  async stop() {
    await this.kill()
    this.place.remove()
  }
}
