import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** Git and Node are started many times. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const script = resolve('scripts/release.mjs')
let folder = ''
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const release = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' })
  return { code: status, said: stdout + stderr }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Somebody')
  git('config', 'user.email', 'somebody@example.com')
  write('package.json', '{\n  "name": "x",\n  "version": "0.1.0"\n}\n')
  write(
    'package-lock.json',
    JSON.stringify({
      version: '0.1.0',
      packages: { '': { version: '0.1.0' }, 'node_modules/a': { version: '9.9.9' } },
    }),
  )
  write(
    'CHANGELOG.md',
    '# Changelog\n\n## [Unreleased]\n\n### Added\n- A thing\n\n## [0.1.0] - 2026-01-01\n- The first\n',
  )
  write('.gitignore', 'dist/\n')
  git('add', '.')
  git('commit', '-qm', 'Begin')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a release sets the version, dates the changelog, commits, tags and packs', () => {
  const { code, said } = release('0.2.0')
  expect(code, said).toBe(0)
  expect(JSON.parse(read('package.json'))).toEqual({ name: 'x', version: '0.2.0' })
  expect(JSON.parse(read('package-lock.json')).packages).toMatchObject({
    '': { version: '0.2.0' },
    'node_modules/a': { version: '9.9.9' },
  })
  const day = new Date().toISOString().slice(0, 10)
  expect(read('CHANGELOG.md')).toContain(`## [Unreleased]\n\n## [0.2.0] - ${day}\n\n### Added\n- A thing\n`)
  expect(git('log', '-1', '--format=%s')).toBe('Release 0.2.0')
  expect(git('tag', '--points-at', 'HEAD')).toBe('v0.2.0')
  expect(git('status', '--porcelain')).toBe('')
  const packed = execFileSync('tar', ['-tzf', join(folder, 'dist/datawatch-0.2.0.tar.gz')], { encoding: 'utf8' })
  expect(packed).toContain('datawatch-0.2.0/CHANGELOG.md')
})

test('a dry run changes nothing', () => {
  const before = git('rev-parse', 'HEAD')
  expect(release('0.2.0', '--dry-run')).toMatchObject({ code: 0, said: expect.stringContaining('nothing was changed') })
  expect([
    git('rev-parse', 'HEAD'),
    git('status', '--porcelain'),
    git('tag'),
    existsSync(join(folder, 'dist')),
  ]).toEqual([before, '', '', false])
})

test.each([
  ['no version', [], 'usage: npm run release'],
  ['an older one', ['0.0.9'], '0.0.9 is not newer than 0.1.0'],
  ['the same', ['0.1.0'], 'is not newer'],
])('%s is refused', (_, args, message) => {
  expect(release(...args)).toMatchObject({ code: 1, said: expect.stringContaining(message) })
})

test('what is not committed, and a changelog that says nothing, are refused', () => {
  write('x', '')
  expect(release('0.2.0').said).toContain('the work tree is not clean')
  rmSync(join(folder, 'x'))
  write('CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n- The first\n')
  git('commit', '-qam', 'Empty')
  expect(release('0.2.0').said).toContain('there is nothing to release')
})
