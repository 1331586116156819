import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { announceFirstMetric, announceShop, waitUntilReady } from './announce.mjs'
import { build } from './build.mjs'
import { checkPort, forgetRun, noteRun, settleEarlierRun } from './earlier-run.mjs'
import { install } from './install.mjs'
import { collect, isAlive, launchers } from './process.mjs'
import { root } from './root.mjs'
import { command, Failure, say } from './say.mjs'
import { supervise } from './supervise.mjs'

const readyBoundMs = 180_000
const stopBoundMs = 30_000
const demoScript = 'drizzle/demo/main.ts'
const flags = new Set(process.argv.slice(2))
const begunAt = Date.now()

async function readSettings(env) {
  const script = join(root, 'scripts/print-config.ts')
  const { code, output, stdout } = await collect(process.execPath, ['--import', 'tsx', script], {
    env,
    timeoutMs: 60_000,
  })
  if (code !== 0) throw new Failure(output.trim())
  const settings = JSON.parse(stdout)
  const { host, port } = settings
  const everywhere = host === '0.0.0.0' || host === '::'
  const name = everywhere || host === '127.0.0.1' || host === '::1' ? 'localhost' : host
  const reached = everywhere ? '127.0.0.1' : host
  const numeric = reached.includes(':') ? `[${reached}]` : reached
  return { ...settings, shown: `http://${name}:${port}`, address: `http://${numeric}:${port}` }
}

async function run() {
  const development = flags.has('--dev')
  const env = { ...process.env, NODE_ENV: development ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' }
  if (flags.has('--no-demo')) env.DATAWATCH_DEMO = 'false'
  const startedBy = launchers()

  await install()
  const settings = await readSettings(env)
  const { dataDir, address, shown, demo } = settings
  env.DATAWATCH_DEMO = String(demo)
  for (const warning of settings.warnings) say(`Note: ${warning}`)
  await settleEarlierRun(dataDir)
  await checkPort(settings)
  if (!development) await build()

  let isOver = false
  let isReady = false
  let finish
  const finished = new Promise((resolve) => {
    finish = resolve
  })
  const children = {}
  const note = () => {
    const pids = Object.fromEntries(Object.entries(children).map(([script, child]) => [script, child.pid()]))
    noteRun(dataDir, { pid: process.pid, address: shown, launchers: startedBy, children: pids, stopping: isOver })
  }

  async function stop(reason) {
    if (isOver) return
    isOver = true
    say(`\n${reason}; stopping DataWatch`)
    note()
    const demoInTime = await children[demoScript]?.stop(5000)
    const serverInTime = await children['server.mjs'].stop(stopBoundMs - 5000)
    forgetRun(dataDir)
    if (serverInTime === false) say('The server did not stop in time and was ended')
    else say(demoInTime === false ? 'DataWatch has stopped; its demo was ended' : 'DataWatch has stopped')
    finish(serverInTime ? 0 : 1)
  }

  process.stdout.on('error', () => {})
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
  const watch = setInterval(() => {
    if (startedBy.some((pid) => !isAlive(pid))) stop('The command that started it has ended')
  }, 500)

  const mayRestart = () => isReady
  children['server.mjs'] = supervise('server', ['server.mjs'], {
    env,
    mayRestart,
    changed: () => setImmediate(note),
  })
  children['server.mjs'].ended.then((code) => {
    if (!isOver) {
      isOver = true
      forgetRun(dataDir)
      finish(typeof code === 'number' && code !== 0 ? code : 1)
    }
  })

  isReady = await waitUntilReady(address, readyBoundMs, () => isOver)
  if (isReady && !isOver) {
    say(`DataWatch is running on ${shown}`)
    startDemo()
    announceFirstMetric(settings, begunAt, () => isOver)
  } else if (!isOver) await stop(`It is not ready after ${readyBoundMs / 1000} s`)

  function startDemo() {
    if (!demo) return say('The demo is off')
    if (settings.needsKey && !settings.apiKey) return say('The demo is off: in production it needs access.api_keys')
    if (!existsSync(join(root, demoScript))) return say('There is no demo in this checkout')
    const demoEnv = { ...env, DATAWATCH_URL: address, DATAWATCH_DATA_DIR: dataDir }
    if (settings.apiKey) demoEnv.DATAWATCH_API_KEY = settings.apiKey
    children[demoScript] = supervise('demo', ['--import', 'tsx', demoScript], {
      env: demoEnv,
      mayRestart: (code) => code !== 0,
      changed: () => setImmediate(note),
    })
    if (settings.ownDatabase) announceShop(dataDir)
  }

  process.exitCode = await finished
  clearInterval(watch)
}

command(run)
