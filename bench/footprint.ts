import { readdirSync, readFileSync } from 'node:fs'
import postgres from 'postgres'
import { line, machine, mib, thousands } from './machine'
import { startBenchServer } from './server'
import { changeEvent, orderEvent } from './workload'

const wanted = process.argv.find((word) => word.startsWith('--events='))
const events = Number(wanted?.split('=')[1] ?? 100_000)
const batch = 1000
const ticksPerSecond = 100

const kinds = {
  'INSERTs over a day': (index: number, end: number) => orderEvent(index, end),
  'an INSERT and two UPDATEs without before': (index: number, end: number) => changeEvent(index, end),
  'the same with before and after': (index: number, end: number) => {
    const event = changeEvent(index, end)
    return event.type === 'UPDATE' ? { ...event, before: { ...event.after, status: 'pending' } } : event
  },
}

/** CPU seconds of a process and, where `deep`, of those that it has started, also of such as have ended. */
function cpuSeconds(pid: number, deep: boolean): number {
  let ticks = 0
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
      const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
      if (Number(name) === pid) ticks += user + system + (deep ? endedUser + endedSystem : 0)
      else if (deep && fields[1] === pid) ticks += user + system
    } catch {}
  }
  return ticks / ticksPerSecond
}

async function measure(make: (index: number, end: number) => object) {
  const server = await startBenchServer('server.mjs', { DATAWATCH_ANOMALY_ENABLED: 'true' })
  const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  try {
    const [{ folder }] = (await sql`select current_setting('data_directory') as folder`) as unknown as [
      { folder: string },
    ]
    const postmaster = Number(readFileSync(`${folder}/postmaster.pid`, 'utf8').split('\n')[0])
    const cpu = () => ({ node: cpuSeconds(server.pid!, false), postgres: cpuSeconds(postmaster, true) })
    const end = Math.floor(Date.now() / 60_000) * 60_000
    const before = cpu()
    let json = 0
    let memory = 0
    const began = performance.now()
    for (let start = 0; start < events; start += batch) {
      const body = JSON.stringify(Array.from({ length: batch }, (_, at) => make(start + at, end)))
      json += Buffer.byteLength(body)
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${server.url}/api/v1/datawatch/events/batch`, { method: 'POST', headers, body })
      const { data } = (await answer.json()) as { data: { accepted: number; errors: unknown[] } }
      if (data?.accepted !== batch) throw new Error(`${answer.status} ${JSON.stringify(data)}`)
      memory = Math.max(memory, server.memory())
    }
    const seconds = (performance.now() - began) / 1000
    const isCompacted = async () => {
      const [row] = await sql`select
        (select count(*)::int from sample_log where id > (select coalesce(max(through), 0) from compactions)) as samples,
        (select count(*)::int from sketch_log where id > (select coalesce(max(sketched), 0) from compactions)) as sketches`
      return row!.samples + row!.sketches === 0
    }
    while (!(await isCompacted())) await new Promise((resolve) => setTimeout(resolve, 200))
    const after = cpu()
    await sql.unsafe('vacuum analyze')
    const tables = await sql<{ name: string; heap: number; indexes: number }[]>`
      select regexp_replace(relname, '_p[0-9]{8,10}$', '') as name, sum(pg_table_size(oid))::float8 as heap,
        sum(pg_indexes_size(oid))::float8 as indexes
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      group by 1 order by sum(pg_total_relation_size(oid)) desc`
    const [row] = await sql`
      select count(distinct (series_id, date_trunc('day', bucket)))::int as days from rollups_1m`
    const spent = { node: after.node - before.node, postgres: after.postgres - before.postgres }
    return { json, cpu: spent, memory, seconds, tables: [...tables], seriesDays: row!.days as number }
  } finally {
    await sql.end({ timeout: 1 })
    await server.stop()
  }
}

line(`${machine()}; ${thousands(events)} events each, with everything on`)
for (const [name, make] of Object.entries(kinds)) {
  const { json, cpu, memory, seconds, tables, seriesDays } = await measure(make)
  const size = ({ heap, indexes }: { heap: number; indexes: number }) => heap + indexes
  const total = tables.reduce((sum, table) => sum + size(table), 0)
  const samples = tables.filter(({ name: table }) => /^(rollups|sketches)_/.test(table))
  const ofSamples = samples.reduce((sum, table) => sum + size(table), 0)
  const million = 1_000_000 / events
  line(
    `\n${name}: ${thousands(json / events)} bytes of JSON an event, ${thousands(total / events)} on the disk: ${(total / json).toFixed(2)} times`,
  )
  line(
    `CPU seconds a million events: Node ${(cpu.node * million).toFixed(1)}, PostgreSQL ${(cpu.postgres * million).toFixed(1)}; Node held ${mib(memory)} at most; ${thousands(events / seconds)} events/s by one sender`,
  )
  line(
    `rollups and sketches: ${mib(ofSamples)}, ${thousands(ofSamples / seriesDays)} bytes for each of ${thousands(seriesDays)} series and days`,
  )
  for (const table of tables.filter((one) => size(one) > total / 200))
    line(
      `  ${table.name.padEnd(14)} ${thousands(table.heap / events).padStart(5)} of rows, ${thousands(table.indexes / events).padStart(4)} of indexes, an event`,
    )
}
process.exit(0)
