import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { read } from '@/tests/support/post'

/** Fills the server with the demo's history, of its usual 14 days or of others; resolves once the shop is told to the end and lives on. */
export async function tellDemo(
  { url, databaseUrl }: { url: string; databaseUrl: string },
  days?: number,
): Promise<ChildProcess> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, DATAWATCH_URL: url }
  const demo = spawn(
    process.execPath,
    ['--import', 'tsx', 'drizzle/demo/main.ts', ...(days ? [`--days=${days}`] : [])],
    { env, stdio: 'ignore' },
  )
  for (let before = -1; ; await pause(5000)) {
    const { status, text } = await read(url, '/stats')
    if (status !== 200) continue
    const stored = (JSON.parse(text) as { data: { events_total: number } }).data.events_total
    if (stored > 300_000 && stored - before < 1000) return demo
    before = stored
  }
}

export async function endDemo(demo: ChildProcess) {
  const ended = once(demo, 'exit')
  demo.kill('SIGTERM')
  await ended
}
