import { readFileSync } from 'node:fs'

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** A runner that ended badly without a failed test (a file that does not load, a crash) counts as one failure. */
const withCrash = ({ passed, failed, skipped }, code) => ({
  passed,
  failed: failed === 0 && code !== 0 ? 1 : failed,
  skipped,
})

/** Counts of a run of vitest from the file of its JSON reporter. */
export function tallyVitest(path, code) {
  const report = read(path)
  const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests: skipped = 0 } = report ?? {}
  return withCrash({ passed, failed, skipped }, code)
}

/** Counts of a run of Playwright from the file of its JSON reporter; what passed at a retry has passed. */
export function tallyPlaywright(path, code) {
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = read(path)?.stats ?? {}
  return withCrash({ passed: expected + flaky, failed: unexpected, skipped }, code)
}

export const tallyCheck = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

export function sum(tallies) {
  const add = (key) => tallies.reduce((total, tally) => total + tally[key], 0)
  return { passed: add('passed'), failed: add('failed') }
}
