import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { requireSameAnswers, takeTimesApart } from './compare'
import { countByMinute, layHistory } from './history'
import { loadHistory } from './load'
import { line, machine, ms, thousands } from './machine'
import { askDataWatch, hasQuantiles } from './peers/datawatch'
import { missingPeers } from './peers/process'
import type { System } from './peers/prom-like'
import { startPrometheus } from './peers/prometheus'
import { askRawEvents } from './peers/raw-sql'
import { startVictoriaMetrics } from './peers/victoria-metrics'
import { listQuestions } from './questions'
import { growthOf, judge, type Row, tableOf } from './report'
import { startBenchServer } from './server'

const widgetsTogether = 'a dashboard of 12 widgets'

const { values: options } = parseArgs({
  options: { events: { type: 'string', default: '1000000,10000000' }, markdown: { type: 'string' } },
})
const sizes = options.events.split(',').map(Number)
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
  throw new Error('--events: expected whole numbers such as 200000 or 1000000,10000000')
}

/** The same orders in each system, and then every question asked of each in turn, and of SQL afterwards. */
async function measureSize(events: number): Promise<Row[]> {
  const history = layHistory(events, Date.now())
  const server = await startBenchServer()
  const systems: System[] = [askDataWatch(server.url, server.stop)]
  const raw = askRawEvents(server.databaseUrl)
  try {
    await loadHistory(server.url, history)
    const series = countByMinute(history)
    systems.push(await startVictoriaMetrics(series), await startPrometheus(series))
    const every = [...systems, raw]
    const { singles, widgets } = listQuestions(history.to, await hasQuantiles(server.url))
    const rows: Row[] = []
    for (const question of singles) {
      await requireSameAnswers(every, question)
      rows.push({
        question: question.name,
        events,
        figures: await takeTimesApart(systems, raw, (system) => system.ask(question)),
      })
      tell(rows.at(-1)!)
    }
    for (const question of widgets) await requireSameAnswers(every, question)
    rows.push({
      question: widgetsTogether,
      events,
      figures: await takeTimesApart(systems, raw, (system) => system.askAll(widgets)),
    })
    tell(rows.at(-1)!)
    return rows
  } finally {
    for (const system of [raw, ...systems.reverse()]) await system.stop()
  }
}

function tell({ question, events, figures }: Row) {
  const each = [...figures].map(([name, { p50, p99, requests }]) => `${name} ${ms(p50)} / ${ms(p99)} (${requests})`)
  line(`${question}, ${thousands(events)} events, p50 / p99 (answers): ${each.join(', ')}`)
}

/** Questions over the same samples asked of DataWatch, of VictoriaMetrics, of Prometheus, and of the raw events in SQL. */
async function main() {
  const missing = missingPeers()
  if (missing) throw new Error(`VictoriaMetrics and Prometheus are compared with and have to be here: ${missing}`)
  line(machine())
  const rows: Row[] = []
  for (const size of sizes) rows.push(...(await measureSize(size)))
  const text = [...tableOf(rows), '', ...growthOf(rows)].join('\n')
  line(`\n${text}`)
  if (options.markdown) writeFileSync(options.markdown, `${machine()}\n\n${text}\n`)
  if (judge(rows, widgetsTogether)) process.exitCode = 1
}

main().catch((error: Error) => {
  line(error.message)
  process.exit(1)
})
