import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compressFiles } from './compress.mjs'
import { exclusively } from './lock.mjs'
import { collect } from './process.mjs'
import { root } from './root.mjs'
import { during, Failure } from './say.mjs'

const stamp = join(root, '.next/datawatch-sources')
const notBuilt = new Set([
  ...['node_modules', 'tests', 'test-results', 'playwright-report', 'docs', 'bench', 'bin', 'scripts', 'sdk'],
  ...[
    'next-env.d.ts',
    'server.mjs',
    'Makefile',
    'Dockerfile',
    'biome.json',
    'vitest.config.ts',
    'playwright.config.ts',
  ],
])
const isBuilt = (name) => !notBuilt.has(name) && !name.startsWith('.') && !/\.(md|ya?ml|tsbuildinfo)$/.test(name)

function* files(folder, top = false) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (top && !isBuilt(entry.name)) continue
    if (entry.isDirectory()) yield* files(path)
    else if (entry.isFile()) yield path
  }
}

function sources() {
  const hash = createHash('sha256').update(process.version)
  for (const path of files('', true)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

const outputs = ['.next/BUILD_ID', '.next/commands/detection-thread.mjs']
const isFresh = (wanted) =>
  outputs.every((path) => existsSync(join(root, path))) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

/** Builds the app where a file that goes into it has changed since the last build. */
export async function build() {
  if (isFresh(sources())) return
  await exclusively('build', async () => {
    const wanted = sources()
    if (isFresh(wanted)) return
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    const next = join(root, 'node_modules/next/dist/bin/next')
    await during('Building (next build)', async () => {
      const { code, output } = await collect(process.execPath, [next, 'build'], { env })
      if (code !== 0) throw new Failure(`next build failed:\n${output.trim()}`)
      /** Not before: it stands on a package, which a first start has yet to install. */
      const { buildCommands } = await import('./commands.mjs')
      await buildCommands()
      await compressFiles()
    })
    writeFileSync(stamp, wanted)
  })
}
