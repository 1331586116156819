import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { root } from './root.mjs'

/** The commands of `datawatch`: the files of `bin` that `bin/datawatch.mjs` starts; and the thread that the server starts. */
const programs = {
  secrets: 'bin/secrets.ts',
  backup: 'bin/backup.ts',
  restore: 'bin/restore.ts',
  rebuild: 'bin/rebuild.ts',
  detect: 'bin/detect.ts',
  'detection-thread': 'lib/anomalies/service/thread.ts',
}

/**
 * Builds them into `.next/commands`, one file each, for where neither sources nor tools are; packages stay where
 * they are installed. Answers which packages they need.
 */
export async function buildCommands(folder = join(root, '.next/commands')) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['react-server'],
    packages: 'external',
    alias: { '@': root },
    metafile: true,
    logLevel: 'warning',
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path))
  return [...new Set(imports)].sort()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCommands()
