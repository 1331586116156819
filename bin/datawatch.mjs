#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const source = join(root, 'bin/main.ts')
const built = join(root, '.next/commands/main.mjs')
/** Where there are sources they are run; an image has but what was built of them. */
const fromSource = existsSync(source)
if (!fromSource && !existsSync(built)) {
  process.stderr.write('datawatch: the commands were not built; run npm run build\n')
  process.exit(2)
}
const program = fromSource ? ['--import', import.meta.resolve('tsx'), source] : [built]
const env = fromSource ? { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') } : process.env
const child = spawn(process.execPath, ['--conditions=react-server', ...program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
})
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
for (const signal of signals) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signals.includes(signal) ? 130 : 1)))
