import { build } from './build.mjs'
import { clearLeftovers, openTestRun } from './leftovers.mjs'
import { isAlive, launchers, startNode } from './process.mjs'
import { command } from './say.mjs'

/** Tries the promises with real processes, and clears away all of it, also when it is stopped in the middle. */
async function faults() {
  const startedBy = launchers()
  clearLeftovers('faults')
  await build()
  const run = openTestRun('faults')
  const env = { ...process.env, ...run.env }
  const child = startNode(
    ['--conditions=react-server', '--import', 'tsx', 'tests/faults/main.ts', ...process.argv.slice(2)],
    env,
  )
  const stop = () => child.kill('SIGTERM')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  const watch = setInterval(() => startedBy.some((pid) => !isAlive(pid)) && stop(), 500)
  const code = await child.ended
  clearInterval(watch)
  run.clear()
  process.exitCode = typeof code === 'number' ? code : 1
}

command(faults)
