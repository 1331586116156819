import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { command, Failure, say } from './say.mjs'

const numbers = (version) => version.split('.').map(Number)
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const heading = '## [Unreleased]\n'

/** Whether `next` comes after `now`; both are three numbers with dots between. */
export function isNewer(next, now) {
  const at = numbers(next).findIndex((number, place) => number !== numbers(now)[place])
  return at >= 0 && numbers(next)[at] > numbers(now)[at]
}

/** The changelog with what was unreleased under the version and its day. Throws where nothing was. */
export function datedChangelog(text, version, day) {
  const [before, after] = text.split(heading)
  if (after === undefined) throw new Failure('CHANGELOG.md has no section [Unreleased]')
  const notes = after.split(/^## /m)[0].trim()
  if (!/^- /m.test(notes))
    throw new Failure('CHANGELOG.md says nothing under [Unreleased]: there is nothing to release')
  return `${before}${heading}\n## [${version}] - ${day}\n${after}`
}

/** Text of JSON with another version, and nothing else changed: for a lock, that of the package itself alone. */
export function withVersion(text, version) {
  const found = JSON.parse(text)
  found.version = version
  if (found.packages?.['']) found.packages[''].version = version
  return `${JSON.stringify(found, null, 2)}\n`
}

function readChanges(version, day) {
  const files = ['package.json', 'package-lock.json', 'sdk/package.json'].filter((path) => existsSync(path))
  const changes = files.map((path) => [path, withVersion(readFileSync(path, 'utf8'), version)])
  return [...changes, ['CHANGELOG.md', datedChangelog(readFileSync('CHANGELOG.md', 'utf8'), version, day)]]
}

function check(version) {
  const now = JSON.parse(readFileSync('package.json', 'utf8')).version
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Failure('usage: npm run release -- X.Y.Z [--dry-run]')
  if (!isNewer(version, now)) throw new Failure(`${version} is not newer than ${now}`)
  if (git('status', '--porcelain') !== '')
    throw new Failure('the work tree is not clean: commit or stash what is there')
  if (git('tag', '--list', `v${version}`) !== '') throw new Failure(`the tag v${version} is there already`)
}

function pack(version) {
  mkdirSync('dist', { recursive: true })
  const archive = `dist/datawatch-${version}.tar.gz`
  git('archive', '--format=tar.gz', `--prefix=datawatch-${version}/`, '-o', archive, `v${version}`)
  say(`Packed ${archive}`)
  if (!existsSync('sdk/package.json')) return
  execFileSync('npm', ['pack', '--workspace', 'sdk', '--pack-destination', 'dist'], { stdio: 'inherit' })
}

function release() {
  const [version = '', ...flags] = process.argv.slice(2)
  const dry = flags.includes('--dry-run')
  check(version)
  const changes = readChanges(version, new Date().toISOString().slice(0, 10))
  if (dry) {
    say(
      `Would set ${version} in ${changes.map(([path]) => path).join(', ')}, commit, tag v${version}, and pack dist/; nothing was changed`,
    )
    return
  }
  for (const [path, text] of changes) writeFileSync(path, text)
  git('add', ...changes.map(([path]) => path))
  git('commit', '-m', `Release ${version}`)
  git('tag', '-a', `v${version}`, '-m', `DataWatch ${version}`)
  pack(version)
  say(`Released ${version}; git push --follow-tags publishes it`)
}

if (process.argv[1]?.endsWith('release.mjs')) command(async () => release())
