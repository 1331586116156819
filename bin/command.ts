import { ConfigError } from '@/lib/config/config-error'

/** Asked for in a way that makes no sense: the usage is shown. */
export class UsageError extends Error {}

/** Runs a command to its end: its exit code, or 2 with what was wrong where it could not run. */
export function runCommand(name: string, usage: string, run: () => Promise<number>) {
  run()
    .catch((error: Error) => {
      const text = error instanceof ConfigError ? error.problems.join('\n  ') : error.message
      process.stderr.write(`datawatch ${name}: ${text}\n${error instanceof UsageError ? usage : ''}`)
      return 2
    })
    .then((code) => process.exit(code))
}
