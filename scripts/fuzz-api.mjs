import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const env = {
  ...process.env,
  FUZZ_RUNS: values.runs,
  FUZZ_SEED: values.seed ?? String(Date.now() % 2 ** 31),
  ...(values.only ? { FUZZ_ONLY: values.only } : {}),
}
console.log(`${env.FUZZ_RUNS} requests of each kind for each operation, seed ${env.FUZZ_SEED}`)
const child = spawn('npx', ['vitest', 'run', '--project', 'integration', 'tests/integration/api-fuzz.test.ts'], {
  stdio: 'inherit',
  env,
})
child.on('exit', (code) => process.exit(code ?? 1))
