import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import next from 'next'
import sirv from 'sirv'
import { answerHeaders, secureHeaders } from './answer-headers.mjs'

const dev = process.env.NODE_ENV !== 'production'
const started = Symbol.for('datawatch.started')
const drainMs = 20_000
/** Connections that wait to be accepted while a burst is parsed. */
const backlog = 4096
/** Longer than balancers and senders keep theirs, so that none is closed while a request is on its way. */
const keepAliveMs = 75_000
/** What was sent before the signal is taken in before the listener closes. */
const lastCallMs = 250
const bootMs = 10_000

/** Garbage of a burst is collected when it is as much as what is alive: V8's own bound is four times that. */
setFlagsFromString('--heap-growing-percent=100')

process.env.NODE_ENV ??= 'development'
process.env.NEXT_TELEMETRY_DISABLED = '1'
process.env.NEXT_MANUAL_SIG_HANDLE = 'true'

/** Threads are no part of what Next compiles. */
globalThis[Symbol.for('datawatch.start-thread')] = (options) =>
  new Worker(new URL('./bin/detection-thread.mjs', import.meta.url), options)

/** Boots through Next's instrumentation, which leaves behind the promise of what it started, in production after `prepare`. */
async function start() {
  const app = next({ dev })
  await app.prepare()
  for (let waited = 0; !globalThis[started] && waited < bootMs; waited += 10) await pause(10)
  const booting = globalThis[started]
  if (!booting) throw new Error('instrumentation did not start DataWatch; run `npm run build` first')
  return { handle: app.getRequestHandler(), ...(await booting) }
}

function listen(server, { port, host }) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog }, resolve)
  })
}

/** What the build compressed goes out as it lies there: Next would compress it anew for each who asks, and knows no Brotli. */
function serveBuilt(handle) {
  if (dev) return handle
  const built = '/_next/static'
  const folder = fileURLToPath(new URL('./.next/static', import.meta.url))
  const serve = sirv(folder, { brotli: true, gzip: true, immutable: true, maxAge: 31_536_000 })
  return (request, response) => {
    const { url } = request
    if (!url.startsWith(`${built}/`)) return handle(request, response)
    request.url = url.slice(built.length)
    serve(request, response, () => {
      request.url = url
      handle(request, response)
    })
  }
}

const told = Object.entries(answerHeaders)
const toldOverHttps = [...told, ...Object.entries(secureHeaders)]
const isSecure = ({ headers }) => /^https\b/.test(headers['x-forwarded-proto'] ?? '')

const {
  handle: answer,
  runtime,
  takeRequest,
} = await start().catch((error) => {
  console.error(error.message ?? error)
  process.exit(1)
})
const { log, config, telemetry } = runtime
const handle = serveBuilt(answer)
const take = (request, response) => {
  if (!takeRequest(request, response)) handle(request, response)
}
const serve = telemetry ? (request, response) => telemetry.follow(request, response, take) : take

let stopping = false
const server = createServer((request, response) => {
  for (const [name, value] of isSecure(request) ? toldOverHttps : told) response.setHeader(name, value)
  if (stopping) response.setHeader('Connection', 'close')
  serve(request, response)
})
server.requestTimeout = 0
server.headersTimeout = 15_000
server.keepAliveTimeout = keepAliveMs

async function stop(signal) {
  if (stopping) return
  stopping = true
  runtime.stopping = true
  log.info({ signal }, 'stopping')
  const forced = setTimeout(() => process.exit(1), drainMs)
  await pause(lastCallMs)
  const closed = new Promise((resolve) => server.close(resolve))
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const patience = setTimeout(() => server.closeAllConnections(), drainMs / 2)
  runtime.live.stop()
  await closed
  clearTimeout(patience)
  clearInterval(sweep)
  await runtime.stop()
  clearTimeout(forced)
  process.exit(0)
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => stop(signal))

try {
  await listen(server, config.server)
  log.info(`DataWatch listens on http://${config.server.host}:${server.address().port}`)
} catch (error) {
  log.fatal(`Cannot listen on ${config.server.host}:${config.server.port}: ${error.message}`)
  await runtime.stop()
  process.exit(1)
}
