import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { EvaluationFigures } from '@/lib/alerts/evaluation-contract'
import { quantileSorted } from '@/lib/stats/quantile-sorted'
import { freePort } from '@/tests/support/server'
import { line, machine, ms, thousands } from './machine'
import { startBenchServer } from './server'

const secret = 'cron-secret-of-the-measurement'
const tables = 100
const groups = 13
const rulesOfTable = 10
const evaluations = 5
const crossings = Number(process.argv.find((arg) => arg.startsWith('--crossings='))?.split('=')[1] ?? 40)

type Server = Awaited<ReturnType<typeof startBenchServer>>

async function send(server: Server, path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { data: unknown }
}

const base = '/api/v1/datawatch'

let made = 0
const event = (table: string, after: object) => {
  made += 1
  return { id: `e${made}`, type: 'INSERT', table, timestamp: new Date().toISOString(), after: { id: made, ...after } }
}

const isEvaluated = ({ skipped, rules }: EvaluationFigures) => !skipped && rules >= tables * rulesOfTable

/** 1,000 rules, each over the categories of a table: what the server's own log of a look says. */
async function measureEvaluation() {
  const server = await startBenchServer('server.mjs', {
    CRON_SECRET: secret,
    DATAWATCH_ALERTS_EVALUATION_INTERVAL: '1h',
    DATAWATCH_ALERTS_ENABLED: 'false',
  })
  try {
    const names = Array.from({ length: tables }, (_, at) => `shop${at}`)
    for (let group = 0; group < groups; group += 1)
      for (let turn = 0; turn < 5; turn += 1)
        await send(
          server,
          `${base}/events/batch`,
          names.map((name) => event(name, { state: `s${group}` })),
        )
    for (const name of names)
      for (let rule = 0; rule < rulesOfTable; rule += 1)
        await send(server, `${base}/alerts/rules`, {
          name: `${name} ${rule}`,
          metric: `${name}_by_state`,
          group_by: ['state'],
          window: `${rule + 30}m`,
          threshold: 1000,
        })
    const taken: number[] = []
    let series = 0
    for (let turn = 0; taken.length < evaluations && turn < 20; turn += 1) {
      const began = performance.now()
      const { data } = await send(server, '/api/cron/alerts', {}, { Authorization: `Bearer ${secret}` })
      const figures = data as EvaluationFigures
      if (isEvaluated(figures)) {
        taken.push(performance.now() - began)
        series = figures.series
      }
      await pause(60_000 - (Date.now() % 60_000) + 6000)
    }
    const worst = Math.max(...taken)
    line(
      `${thousands(tables * rulesOfTable)} rules over ${thousands(series)} series: ${taken.map((one) => ms(one)).join(', ')} (aim ${ms(5000)}; worst ${ms(worst)})`,
    )
  } finally {
    await server.stop()
  }
}

/** From the answer to the event that crosses a threshold to the first request at the receiver. */
async function measureDelivery() {
  const server = await startBenchServer('server.mjs', { DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1' })
  const heard = new Map<string, number>()
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [name] = /crossing-\d+/.exec(Buffer.concat(chunks).toString()) ?? []
      if (name && !heard.has(name)) heard.set(name, performance.now())
      response.end('ok')
    })
  })
  const port = await freePort()
  receiver.listen(port, '127.0.0.1')
  try {
    const config = { url: `http://127.0.0.1:${port}/hook` }
    await send(server, `${base}/alerts/channels`, { name: 'hook', type: 'webhook', config, max_per_minute: 600 })
    const waits: number[] = []
    for (let at = 0; at < crossings; at += 1) {
      const name = `crossing-${at}`
      const table = `till${at}`
      await send(server, `${base}/events`, event(table, { n: 1 }))
      await send(server, `${base}/alerts/rules`, { name, metric: `${table}_inserts_total`, threshold: 1 })
      await pause(Math.random() * 1000)
      await send(server, `${base}/events`, event(table, { n: 2 }))
      const committed = performance.now()
      while (!heard.has(name) && performance.now() - committed < 90_000) await pause(10)
      waits.push((heard.get(name) ?? Number.POSITIVE_INFINITY) - committed)
    }
    waits.sort((a, b) => a - b)
    const quantile = (q: number) => ms(quantileSorted(waits, q))
    line(
      `${crossings} thresholds crossed: told after ${quantile(0.5)} (p50), ${quantile(0.95)} (p95; aim ${ms(5000)}), ${quantile(1)} at the most`,
    )
  } finally {
    receiver.close()
    await server.stop()
  }
}

line(machine())
if (!process.argv.includes('--delivery')) await measureEvaluation()
if (!process.argv.includes('--evaluation')) await measureDelivery()
