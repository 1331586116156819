import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')

/** Both forms of modules with their types: `dist/cjs` says that its files are CommonJS. */
export function build(out = join(here, 'dist')) {
  rmSync(out, { recursive: true, force: true })
  for (const [folder, module] of [
    ['esm', 'nodenext'],
    ['cjs', 'commonjs'],
  ]) {
    const to = join(out, folder)
    mkdirSync(to, { recursive: true })
    const resolution = module === 'commonjs' ? ['--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'] : []
    execFileSync(
      process.execPath,
      [tsc, '-p', join(here, 'tsconfig.json'), '--module', module, ...resolution, '--outDir', to],
      {
        stdio: 'inherit',
      },
    )
  }
  writeFileSync(join(out, 'cjs/package.json'), '{ "type": "commonjs" }\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build()
