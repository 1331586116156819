import { readFileSync } from 'node:fs'

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** A runner that ended badly without a failed test (a file that does not load, a crash) counts as one failure. */
const withCrash = ({ failed, failures, ...rest }, code) =>
  failed === 0 && code !== 0
    ? { ...rest, failed: 1, failures: [...failures, `ended with code ${code} and no failed test`] }
    : { ...rest, failed, failures }

const firstLine = (text = '') => text.split('\n', 1)[0]

/** A line for each failed test, and for each file that failed as a whole. */
function failuresOfVitest({ testResults = [] }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [`${name}: ${firstLine(message)}`]
    return failed.map((test) => `${name} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
  })
}

const failuresOfPlaywright = (suites = []) =>
  suites.flatMap((suite) => [
    ...(suite.specs ?? []).filter((spec) => !spec.ok).map((spec) => `${spec.file}:${spec.line} › ${spec.title}`),
    ...failuresOfPlaywright(suite.suites),
  ])

/** Counts of a run of vitest from the file of its JSON reporter. */
export function tallyVitest(path, code) {
  const report = read(path) ?? {}
  const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests: skipped = 0 } = report
  return withCrash({ passed, failed, skipped, failures: failuresOfVitest(report) }, code)
}

/** Counts of a run of Playwright from the file of its JSON reporter; what passed at a retry has passed. */
export function tallyPlaywright(path, code) {
  const { stats = {}, suites } = read(path) ?? {}
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = stats
  const failures = failuresOfPlaywright(suites)
  return withCrash({ passed: expected + flaky, failed: unexpected, skipped, failures }, code)
}

export const tallyCheck = (code) =>
  code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [`ended with code ${code}`] }

export function sum(tallies) {
  const add = (key) => tallies.reduce((total, tally) => total + tally[key], 0)
  return { passed: add('passed'), failed: add('failed') }
}
