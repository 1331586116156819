import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '@/lib/config/load'

const unit = 'deploy/datawatch.service'
const lines = readFileSync(unit, 'utf8').split('\n')
const valuesOf = (name: string) =>
  lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1))
const analyze = (...words: string[]) => spawnSync('systemd-analyze', [...words, unit], { encoding: 'utf8' })
const missing = analyze('--version').error ? 'systemd-analyze is not here' : null

test('what the unit starts and sets is there', () => {
  const [command = ''] = valuesOf('ExecStart')
  const [folder = ''] = valuesOf('WorkingDirectory')
  const program = command.split(' ').at(-1)!
  expect(program.startsWith(`${folder}/`)).toBe(true)
  expect(existsSync(program.slice(folder.length + 1))).toBe(true)
  const env = Object.fromEntries(valuesOf('Environment').map((set) => set.split(/=(.*)/s).slice(0, 2)))
  const { warnings, server, database } = readConfig({ env, cwd: join('tests', 'unit') })
  expect(warnings).toEqual([])
  expect([server.environment, server.host, database.data_dir]).toEqual([
    'production',
    '127.0.0.1',
    '/var/lib/datawatch',
  ])
  expect(valuesOf('StateDirectory')).toEqual(['datawatch'])
})

test.skipIf(missing)('systemd takes the unit without a complaint', () => {
  const { status, stderr } = analyze('verify')
  expect([status, stderr]).toEqual([0, ''])
})

test.skipIf(missing)('systemd finds what is exposed to it little: at most 2 of 10', () => {
  const { stdout } = analyze('security', '--offline=true', '--no-pager', '--threshold=100')
  expect(Number(/exposure level for datawatch\.service: ([\d.]+)/.exec(stdout)?.[1])).toBeLessThanOrEqual(2)
})
