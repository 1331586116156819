import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { root } from './root.mjs'

/** What `bin/datawatch.mjs` starts, which loads each command when it is asked for; and the thread that the server starts. */
const programs = { main: 'bin/main.ts', 'detection-thread': 'lib/anomalies/service/thread.ts' }

/**
 * Builds them into `.next/commands`, for where neither sources nor tools are; packages stay where they are installed.
 * Answers which packages they need.
 */
export async function buildCommands(folder = join(root, '.next/commands')) {
  rmSync(folder, { recursive: true, force: true })
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['react-server'],
    packages: 'external',
    alias: { '@': root },
    metafile: true,
    logLevel: 'warning',
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))].sort()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCommands()
