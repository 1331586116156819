import { quantileSorted } from '@/lib/stats/quantile-sorted'
import { layHistory } from './history'
import { loadHistory } from './load'
import { line, ms, thousands } from './machine'
import { ask } from './peers/client'
import { startBenchServer } from './server'

const aimMs = 50
const asked = 100
const base = '/api/v1/datawatch/quality'

/** What the pages under Quality ask for. */
const questions = {
  overview: '/score',
  'numbers of rules and violations': '/stats',
  'the report of a day': '/report',
  rules: '/rules?limit=1000',
  violations: '/violations?status=all',
  'a table': '/tables/orders',
}

/** Milliseconds of what the pages of quality ask for, over `events` orders of 30 days with the rules that are learned from them. */
export async function measurePages(events: number) {
  const server = await startBenchServer()
  try {
    await loadHistory(server.url, layHistory(events, Date.now()))
    const url = `${server.url}${base}`
    const add = (body: object) => ask(`${url}/rules`, JSON.stringify(body))
    await add({ table: 'orders', type: 'in_range', columns: ['amount'], params: { min: 0, max: 100 } })
    await add({ table: 'orders', type: 'row_count', params: { learned: true } })
    line(`${thousands(events)} events, rules as learned and two more (aim ${aimMs} ms):`)
    for (const [what, path] of Object.entries(questions)) {
      const waits: number[] = []
      for (let turn = -5; turn < asked; turn += 1) {
        const began = performance.now()
        await ask(url + path)
        if (turn >= 0) waits.push(performance.now() - began)
      }
      waits.sort((a, b) => a - b)
      const [p50, p99] = [0.5, 0.99].map((q) => quantileSorted(waits, q)) as [number, number]
      line(`  ${what}: p50 ${ms(p50)}, p99 ${ms(p99)}`)
      if (p50 > aimMs) process.exitCode = 1
    }
  } finally {
    await server.stop()
  }
}
