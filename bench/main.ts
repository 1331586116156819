import { measureCopy, measureIngest } from './ingest'
import { line, machine, ms, thousands } from './machine'
import { fill, measureRange } from './query'
import { startBenchServer } from './server'

const least = 0.15

/** Ingestion against a bare COPY, and range queries over 100,000 and 1,000,000 events, in one run on one machine. */
async function main() {
  line(machine())
  for (const batch of [100, 1000]) {
    const server = await startBenchServer()
    try {
      await measureIngest(server, { batch, senders: 4, events: 20_000, first: 0 })
      const ours = await measureIngest(server, { batch, senders: 4, events: 200_000, first: 20_000 })
      const copy = await measureCopy(server)
      const ratio = ours.perSecond / copy.perSecond
      line(
        `ingest ${batch} a batch, 4 senders: ${thousands(ours.perSecond)} events/s (p50 ${ms(ours.p50)}, p99 ${ms(ours.p99)}); ` +
          `COPY ${thousands(copy.perSecond)} rows/s; ratio ${ratio.toFixed(3)} (at least ${least})`,
      )
      if (ratio < least) process.exitCode = 1
    } finally {
      await server.stop()
    }
  }
  const server = await startBenchServer()
  try {
    const end = Date.now()
    let stored = 0
    for (const size of [100_000, 1_000_000]) {
      await fill(server.url, stored, size, end)
      stored = size
      for (const metric of ['orders_events_total', 'orders_amount_sum']) {
        const { p50, p99 } = await measureRange(server.url, metric, end, stored)
        line(`range ${metric} 24 h at 1 h, ${thousands(stored)} events stored: p50 ${ms(p50)}, p99 ${ms(p99)}`)
      }
    }
  } finally {
    await server.stop()
  }
}

await main()
