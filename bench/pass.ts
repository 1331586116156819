import { setTimeout as pause } from 'node:timers/promises'
import type { DetectionFigures } from '@/lib/anomalies/contract'
import { endDemo, tellDemo } from './demo-pass'
import { measureRefits, measureScoring } from './detector'
import { measureAtRate, measureIngest } from './ingest'
import { line, machine, mib, ms, thousands } from './machine'
import { startBenchServer } from './server'
import { watchedDays, watchedEvent, watchedEvents } from './watched'

const secret = 'cron-secret-of-the-measurement'
const rate = { batch: 10, perSecond: 2000, seconds: 20 }

const env = { CRON_SECRET: secret, DATAWATCH_ANOMALY_DETECTION_INTERVAL: '1s' }

type Server = Awaited<ReturnType<typeof startBenchServer>>

async function pass({ url }: Server): Promise<DetectionFigures> {
  const headers = { Authorization: `Bearer ${secret}` }
  const answer = await fetch(`${url}/api/cron/detect`, { method: 'POST', headers })
  if (!answer.ok) throw new Error(`the pass answered ${answer.status}`)
  return ((await answer.json()) as { data: DetectionFigures }).data
}

/** One pass after the other until `over`; skipped ones are of an interval that had its pass. */
async function passUntil(server: Server, over: () => boolean): Promise<DetectionFigures[]> {
  const passes: DetectionFigures[] = []
  while (!over()) {
    const one = await pass(server)
    if (one.skipped) await pause(50)
    else passes.push(one)
  }
  return passes
}

async function measure(server: Server, first: number, during: (over: () => boolean) => Promise<DetectionFigures[]>) {
  let over = false
  const measured = measureAtRate(server.url, { ...rate, first }).finally(() => {
    over = true
  })
  const [figure, passes] = await Promise.all([measured, during(() => over)])
  return { ...figure, passes }
}

const told = (passes: DetectionFigures[]) =>
  passes.map(({ duration_ms, buckets }) => `${thousands(duration_ms)} ms for ${thousands(buckets)} buckets`).join(', ')

/** The demo's whole history is judged first, then what is new each minute. */
async function measureDemo() {
  const server = await startBenchServer('server.mjs', env)
  const demo = await tellDemo(server)
  try {
    const passes = [await pass(server)]
    for (let turn = 0; turn < 6; turn += 1) {
      await pause(10_000)
      passes.push(await pass(server))
    }
    line(`the demo, ${passes[0]?.series} lines: ${told(passes)}`)
  } finally {
    await endDemo(demo)
    await server.stop()
  }
}

/** Ingestion at a fixed rate without a pass, beside the first pass over 14 days, and beside passes without a pause. */
async function measureIngestion() {
  const server = await startBenchServer('server.mjs', env)
  try {
    const options = { batch: 1000, senders: 4, first: 0 }
    await measureIngest(server, { ...options, events: watchedEvents }, watchedEvent)
    await measureAtRate(server.url, { ...rate, seconds: 10, first: 0 })
    const quiet = await measure(server, 1_000_000, async () => [])
    line(`${thousands(rate.perSecond)} events/s in batches of ${rate.batch}, ${watchedDays} days of history:`)
    line(`  no pass: p50 ${ms(quiet.p50)}, p99 ${ms(quiet.p99)}`)
    for (const [name, first] of [
      ['the first pass and those after it', 2_000_000],
      ['later passes', 3_000_000],
    ] as const) {
      const busy = await measure(server, first, (over) => passUntil(server, over))
      const ratio = (busy.p99 / quiet.p99).toFixed(1)
      line(`  ${name}: p50 ${ms(busy.p50)}, p99 ${ms(busy.p99)} (${ratio} ×), ${busy.passes[0]?.series} lines`)
      line(`    ${told(busy.passes)}; memory ${mib(server.memory())}`)
    }
  } finally {
    await server.stop()
  }
}

async function main() {
  line(machine())
  line(
    `with fits kept: ${thousands(measureScoring() * 60)} series scored a minute (aim 10,000); ` +
      `1,000 refits of 7 days: ${(1000 / measureRefits()).toFixed(1)} s (aim 60)`,
  )
  await measureDemo()
  await measureIngestion()
}

await main()
