import { measureAtRate, measureCopy, measureIngest } from './ingest'
import { line, machine, mib, ms, thousands } from './machine'
import { startBenchServer } from './server'
import { changeEvent } from './workload'

/** What is to be reached at 4 senders: the part of a bare COPY, by events a request. */
const least: Record<number, number> = { 100: 0.3, 1000: 0.35 }
const timesBareRoute = 6
const sizes: Record<number, number> = { 1: 16_000, 100: 160_000, 1000: 200_000 }

const minutes = Number(process.argv.find((arg) => arg.startsWith('--minutes='))?.split('=')[1] ?? 1)

/** One cell of the table: a database of its own, warmed up, then measured, then COPY of the same rows into the same table. */
async function measureCell(batch: number, senders: number) {
  const server = await startBenchServer()
  try {
    const events = sizes[batch]!
    await measureIngest(server, { batch, senders, events: events / 10, first: 0 })
    const ours = await measureIngest(server, { batch, senders, events, first: events / 10 })
    const memory = server.memory()
    const copy = await measureCopy(server)
    return { ...ours, memory, copy: copy.perSecond, ratio: ours.perSecond / copy.perSecond }
  } finally {
    await server.stop()
  }
}

/** Two changes of rows to each that begins, without the rows as they were, beside rows that begin only. */
async function measureChanges() {
  const perSecond = async (make?: typeof changeEvent) => {
    const server = await startBenchServer()
    try {
      const options = { batch: 100, senders: 4 }
      await measureIngest(server, { ...options, events: 15_000, first: 0 }, make)
      return (await measureIngest(server, { ...options, events: 90_000, first: 15_000 }, make)).perSecond
    } finally {
      await server.stop()
    }
  }
  const changes = await perSecond(changeEvent)
  const ratio = changes / (await perSecond())
  line(
    `100 a request, 4 senders, changes of rows: ${thousands(changes)} events/s; ${ratio.toFixed(2)} of rows that begin`,
  )
}

async function measureBareRoute(): Promise<number> {
  const server = await startBenchServer('bench/bare-next.mjs')
  try {
    await measureIngest(server, { batch: 1, senders: 16, events: 500, first: 0 })
    return (await measureIngest(server, { batch: 1, senders: 16, events: 4000, first: 500 })).perSecond
  } finally {
    await server.stop()
  }
}

/** Half of the capacity for a while: the answers' p99, and whether memory stays where it was. */
async function measureSteady(capacity: number) {
  const server = await startBenchServer()
  try {
    await measureIngest(server, { batch: 1000, senders: 4, events: 100_000, first: 0 })
    line(`half of the capacity, ${thousands(capacity / 2)} events/s in batches of 100:`)
    const rounds = Math.max(1, Math.round(minutes * 4))
    for (let round = 0; round < rounds; round += 1) {
      const options = { batch: 100, perSecond: capacity / 2, seconds: 15, first: 1_000_000 * (round + 1) }
      const { p50, p99, refused } = await measureAtRate(server.url, options)
      line(`  p50 ${ms(p50)}, p99 ${ms(p99)}, refused ${refused}, memory ${mib(server.memory())}`)
    }
  } finally {
    await server.stop()
  }
}

/** Ingestion at 1, 100 and 1,000 events a request and 1, 4 and 16 senders, each beside a COPY of the same rows. */
async function main() {
  line(machine())
  let single = 0
  let capacity = 0
  for (const batch of [1, 100, 1000]) {
    for (const senders of [1, 4, 16]) {
      const cell = await measureCell(batch, senders)
      line(
        `${batch} a request, ${senders} senders: ${thousands(cell.perSecond)} events/s (p50 ${ms(cell.p50)}, p99 ${ms(cell.p99)}, ` +
          `memory ${mib(cell.memory)}); COPY ${thousands(cell.copy)} rows/s; ratio ${cell.ratio.toFixed(3)}`,
      )
      const wanted = senders === 4 ? least[batch] : undefined
      if (wanted !== undefined && cell.ratio < wanted) {
        line(`  below the aim of ${wanted}`)
        process.exitCode = 1
      }
      if (batch === 1 && senders === 16) single = cell.perSecond
      if (batch === 100 && senders === 4) capacity = cell.perSecond
    }
  }
  await measureChanges()
  const bare = await measureBareRoute()
  line(
    `single posts against a bare Next route (${thousands(bare)}/s): ${(single / bare).toFixed(1)} × (aim ${timesBareRoute} ×)`,
  )
  await measureSteady(capacity)
}

await main()
