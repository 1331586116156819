import { parseArgs } from 'node:util'
import { isKept, type Outcome, toMarkdown } from './report'
import type { Scale, Scenario } from './scenario'
import { scenarios } from './scenarios'

const say = (line: string) => process.stdout.write(`${line}\n`)

const sizes = [...new Set(scenarios.flatMap((scenario) => Object.keys(scenario.short)))].sort()

const usage = `npm run faults -- [--full] [--<size> N] [name…]
  names: ${scenarios.map((scenario) => scenario.name).join(', ')}
  sizes: ${sizes.join(', ')}`

function readWishes(args: string[]) {
  const size = Object.fromEntries(sizes.map((name) => [name, { type: 'string' as const }]))
  const options = { full: { type: 'boolean' as const }, ...size }
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const { full = false, ...given } = values as Record<string, string | boolean | undefined>
  const wanted: Scale = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)]))
  const bad = Object.keys(wanted).find((name) => !(wanted[name]! >= 0))
  if (bad) throw new Error(`--${bad} takes a number`)
  const unknown = positionals.find((name) => !scenarios.some((scenario) => scenario.name === name))
  if (unknown !== undefined) throw new Error(`there is no promise ${unknown}`)
  const chosen = scenarios.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  return { full: Boolean(full), wanted, chosen }
}

async function attempt(scenario: Scenario, scale: Scale): Promise<Outcome> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const skipped = await scenario.obstacle?.()
  if (skipped) return { scenario, figures: [], skipped, seconds: 0 }
  const log = (line: string) => say(`  ${seconds().toFixed(0).padStart(4)} s  ${line}`)
  try {
    return { scenario, figures: await scenario.run({ scale, log }), seconds: seconds() }
  } catch (error) {
    say((error as Error).stack ?? String(error))
    const figures = [{ what: 'ended with', value: (error as Error).message, kept: false }]
    return { scenario, figures, seconds: seconds() }
  }
}

/** Tries the promises, each with its figures, and prints them as Markdown for docs/measurements.md. */
async function main() {
  const args = process.argv.slice(2)
  const { full, wanted, chosen } = readWishes(args)
  const outcomes: Outcome[] = []
  for (const scenario of chosen) {
    const own = full ? scenario.full : scenario.short
    const asked = Object.fromEntries(Object.entries(wanted).filter(([name]) => name in own))
    const scale = { ...own, ...asked }
    say(
      `\n${scenario.name}: ${scenario.promise} (${Object.entries(scale)
        .map((pair) => pair.join(' '))
        .join(', ')})`,
    )
    const outcome = await attempt(scenario, scale)
    outcomes.push(outcome)
    if (outcome.skipped) say(`  not tried: ${outcome.skipped}`)
    for (const { what, value, kept } of outcome.figures) say(`  ${kept ? '      ' : 'BROKEN'}  ${what}: ${value}`)
  }
  say(
    `\n${toMarkdown(outcomes, ['npm run faults', ...(args.length > 0 ? ['--', ...args] : [])].join(' '), new Date())}`,
  )
  process.exit(outcomes.every(isKept) ? 0 : 1)
}

await main().catch((error: Error) => {
  say(`${error.message}\n\n${usage}`)
  process.exit(2)
})
