import { ConfigError } from '@/lib/config/config-error'
import { readConfig } from '@/lib/config/load'
import type { GivenConfig } from '@/lib/config/schema'
import { checkDatabase } from './checks/database'
import { checkEngine } from './checks/engine'
import { type Finding, fail, ok, warn } from './checks/finding'
import { checkDataFolder, checkNode, checkSecrets } from './checks/machine'
import { checkRedis } from './checks/redis'
import { checkServer } from './checks/server'
import { checkSources } from './checks/sources'
import type { Asked } from './description'
import { print, printJson } from './print'
import { paint, plain, type Tone } from './terminal'

const tones: Record<Finding['state'], Tone> = { ok: 'green', warn: 'yellow', fail: 'red' }

function lineOf({ check, state, detail, todo }: Finding): string {
  const said = `${paint(tones[state], state.padEnd(4))}  ${check.padEnd(16)}  ${plain(detail)}\n`
  return todo ? `${said}${' '.repeat(24)}→ ${plain(todo)}\n` : said
}

function openConfig(): { config?: GivenConfig; findings: Finding[] } {
  try {
    const config = readConfig()
    const noted = config.warnings.map((text) => warn('configuration', text, 'mend it, or leave it out'))
    return { config, findings: noted.length > 0 ? noted : [ok('configuration', 'can be used')] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { findings: error.problems.map((text) => fail('configuration', text, 'datawatch.yaml lists every key')) }
  }
}

async function examine(): Promise<{ findings: Finding[]; isUsable: boolean }> {
  const { config, findings } = openConfig()
  if (!config) return { findings: [checkNode(), ...findings], isUsable: false }
  const [database, redis, engine, server, sources] = await Promise.all([
    checkDatabase(config),
    checkRedis(config),
    checkEngine(config),
    checkServer(config),
    checkSources(config),
  ])
  const own = [checkNode(), ...findings, ...checkDataFolder(config), ...checkSecrets(config)]
  return { findings: [...own, ...database, ...redis, ...engine, ...sources, ...server], isUsable: true }
}

/** Checks everything that a start needs, and tells what to do about what is not as it should be. */
export async function run({ options }: Asked): Promise<number> {
  const { findings, isUsable } = await examine()
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
  const [failed, warned] = [count('fail'), count('warn')]
  if (options.json) printJson({ ok: failed === 0, findings })
  else {
    const summary = failed + warned === 0 ? 'All is well' : `${failed} to mend, ${warned} to look at`
    print(`${findings.map(lineOf).join('')}\n${summary}\n`)
  }
  if (!isUsable) return 2
  return failed > 0 ? 1 : 0
}
