import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import postgres from 'postgres'
import { endDemo, tellDemo } from '../demo-pass'
import { line, machine, mib } from '../machine'
import { startBenchServer } from '../server'
import { makeBoard } from './board'
import { findBrowser } from './browser'
import { measureDragging } from './dragging'
import { type Figure, quantile, tableOf } from './figures'
import { measureChanges, measureMemory } from './living'
import { measureLoad, openFresh, untilDrawn } from './loading'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    changes: { type: 'string', default: '40' },
    loads: { type: 'string', default: '7' },
    markdown: { type: 'string' },
  },
})
const minutes = Number(options.minutes)
const changes = Number(options.changes)
const loads = Number(options.loads)
if (!(minutes > 0 && changes >= 1 && loads >= 1))
  throw new Error('--minutes, --changes and --loads: expected numbers above 0')

const days = 30
const ms = (value: number) => `${Math.round(value)} ms`
/** More than this is growth: what is kept of answers and drawings comes and goes. */
const flatShare = 0.1

async function measure(address: string, shopUrl: string): Promise<Figure[]> {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
  })
  const sql = postgres(shopUrl, { max: 1 })
  try {
    await measureLoad(browser, address)
    const seen = []
    for (let turn = 0; turn < loads; turn += 1) seen.push(await measureLoad(browser, address))
    const painted = quantile(
      seen.map(({ paintedMs }) => paintedMs),
      0.5,
    )
    const drawn = quantile(
      seen.map(({ drawnMs }) => drawnMs),
      0.5,
    )
    const script = Math.max(...seen.map(({ scriptBytes }) => scriptBytes)) / 1024
    line(`loads (painted / drawn): ${seen.map((one) => `${ms(one.paintedMs)} / ${ms(one.drawnMs)}`).join(', ')}`)

    const page = await openFresh(browser)
    await page.goto(address)
    await untilDrawn(page)
    const waits = await measureChanges(page, sql, changes)
    line(
      `changes: p50 ${ms(quantile(waits, 0.5))}, p95 ${ms(quantile(waits, 0.95))}, slowest ${ms(Math.max(...waits))}`,
    )
    const heap = await measureMemory(page, minutes)
    line(`heap: ${heap.map(({ minute, bytes }) => `${minute.toFixed(1)} min ${mib(bytes)}`).join(', ')}`)
    const fps = await measureDragging(browser, page, address)
    await page.context().close()

    const third = Math.max(1, Math.floor(heap.length / 3))
    const middle = (part: typeof heap) =>
      quantile(
        part.map(({ bytes }) => bytes),
        0.5,
      )
    const [early, late] = [middle(heap.slice(0, third)), middle(heap.slice(-third))]
    const p95 = quantile(waits, 0.95)
    const [median, slow] = [quantile(fps, 0.5), quantile(fps, 0.05)]
    return [
      { name: `first contentful paint (median of ${loads})`, value: ms(painted), aim: '< 1 s', isMet: painted < 1000 },
      { name: 'all 24 widgets drawn', value: ms(drawn), aim: '< 2 s', isMet: drawn < 2000 },
      { name: `a change in the source visible (p95 of ${changes})`, value: ms(p95), aim: '< 1 s', isMet: p95 < 1000 },
      {
        name: 'frames a second while dragging (median, 5th percentile)',
        value: `${median.toFixed(0)}, ${slow.toFixed(0)}`,
        aim: '≥ 50',
        isMet: median >= 50,
      },
      {
        name: 'script of the page, as it comes over the network',
        value: `${script.toFixed(0)} KB`,
        aim: '< 350 KB',
        isMet: script < 350,
      },
      {
        name: `memory over ${minutes} min live (first third, last third)`,
        value: `${mib(early)}, ${mib(late)}`,
        aim: 'flat (+ 10 %)',
        isMet: late < early * (1 + flatShare),
      },
    ]
  } finally {
    await sql.end({ timeout: 2 })
    await browser.close()
  }
}

/** A board of 24 widgets over 30 days of the demo in a real browser, against the aims. */
async function main() {
  line(machine())
  const server = await startBenchServer('server.mjs', { DATAWATCH_DEMO: 'true' })
  try {
    const demo = await tellDemo(server, days)
    try {
      await pause(5000)
      const path = await makeBoard(server.url)
      const shop = Object.assign(new URL(server.databaseUrl), { pathname: '/shop' }).toString()
      const figures = await measure(`${server.url}${path}?range=${days}d`, shop)
      const table = tableOf(figures)
      line(`\n${table}`)
      if (options.markdown) writeFileSync(options.markdown, `${machine()}\n\n${table}\n`)
      if (figures.some(({ isMet }) => !isMet)) process.exitCode = 1
    } finally {
      await endDemo(demo)
    }
  } finally {
    await server.stop()
  }
}

main().catch((error: Error) => {
  line(error.message)
  process.exit(1)
})
