#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const commands = {
  secrets: 'makes the secrets that production needs; changes the one that seals and signs',
  backup: 'writes the embedded database and its secrets into a file, while it runs',
  restore: 'puts what a backup holds in the place of the embedded database',
  rebuild: 'recomputes rollups and levels from what they are made of, and proves them equal',
  detect: 'finds anomalies in series of your own, CSV in, CSV out',
}
const [command = '', ...args] = process.argv.slice(2)

if (!Object.hasOwn(commands, command)) {
  const asked = command === '' || command === '--help' || command === '-h'
  const list = Object.entries(commands).map(([name, does]) => `  ${name.padEnd(7)}  ${does}`)
  const usage = `usage: datawatch <command> [options]\n\n${list.join('\n')}\n\ndatawatch <command> --help tells more.\n`
  if (asked) process.stdout.write(usage)
  else process.stderr.write(`datawatch: there is no command ${command}\n${usage}`)
  process.exit(asked ? 0 : 2)
}

const source = join(root, 'bin', `${command}.ts`)
const built = join(root, '.next/commands', `${command}.mjs`)
/** Where there are sources they are run; an image has but what was built of them. */
const program = existsSync(source) ? ['--import', import.meta.resolve('tsx'), source] : [built]
if (program[0] === built && !existsSync(built)) {
  process.stderr.write(`datawatch: ${command} was not built; run npm run build\n`)
  process.exit(2)
}
const child = spawn(process.execPath, ['--conditions=react-server', ...program, ...args], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
