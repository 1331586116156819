import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { clearLeftovers, openTestRun } from './leftovers.mjs'
import { isAlive, launchers, startNode } from './process.mjs'
import { root } from './root.mjs'
import { command, say } from './say.mjs'
import { sum, tallyCheck, tallyPlaywright, tallyVitest } from './tally.mjs'

const module = (path) => join(root, 'node_modules', path)
const wanted = process.argv.slice(2)
let current

function runNode(args, env) {
  current = startNode(args, { ...process.env, ...env })
  return current.ended.then((code) => (typeof code === 'number' ? code : 1))
}

async function runVitest(project, { env, folder }) {
  const report = join(folder, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [module('vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests', ...reporters]
  return tallyVitest(report, await runNode(args, env))
}

async function runPlaywright({ env, folder, browser }) {
  const report = join(folder, 'e2e.json')
  const args = [module('@playwright/test/cli.js'), 'test', '--pass-with-no-tests', '--reporter=list,json']
  return tallyPlaywright(
    report,
    await runNode(args, { ...env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  )
}

const parts = {
  lint: async ({ env }) => tallyCheck(await runNode([module('@biomejs/biome/bin/biome'), 'check', '.'], env)),
  types: async ({ env }) => tallyCheck(await runNode([module('typescript/bin/tsc'), '--noEmit'], env)),
  unit: (run) => runVitest('unit', run),
  integration: (run) => runVitest('integration', run),
  faults: (run) => runVitest('faults', run),
  e2e: runPlaywright,
}

async function test() {
  const startedBy = launchers()
  const unknown = wanted.filter((name) => !(name in parts))
  if (unknown.length > 0)
    return say(`There is no part ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}`)

  await install()
  clearLeftovers('test')
  const names = wanted.length > 0 ? wanted : Object.keys(parts)
  const browser = names.includes('e2e') ? await findBrowser() : ''
  if (names.some((name) => name === 'e2e' || name === 'faults')) await build()

  const run = { ...openTestRun('test'), browser }
  let stopped = false
  const stop = () => {
    stopped = true
    current?.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  const watch = setInterval(() => startedBy.some((pid) => !isAlive(pid)) && stop(), 500)

  const tallies = []
  const failures = []
  for (const name of names) {
    if (stopped) break
    say(`\n── ${name} ──`)
    const tally = await parts[name](run)
    tallies.push(tally)
    failures.push(...tally.failures.map((failure) => `${name}: ${failure.replace(`${root}/`, '')}`))
    const skipped = tally.skipped ? `, ${tally.skipped} skipped` : ''
    say(`${name}: ${tally.passed} passed, ${tally.failed} failed${skipped}`)
  }
  clearInterval(watch)
  run.clear()
  const { passed, failed } = sum(stopped ? [...tallies, { passed: 0, failed: 1 }] : tallies)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
  if (failures.length > 0) say(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
  say(`\n${passed} passed, ${failed} failed`)
}

command(test)
