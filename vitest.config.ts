import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = {
  '@': root.replace(/\/$/, ''),
  'server-only': `${root}tests/support/server-only.ts`,
}

export default defineConfig({
  resolve: { alias },
  test: {
    env: { TZ: 'Australia/Lord_Howe' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture.test.ts'],
          /** What they test keeps nothing between them; loading it for each file took half of their time. */
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/global-postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          /** Each file has a database of its own; loading the product for each took a third of their time. */
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          /** Much of the time a server is starting, stopping or away: two at a time, on a machine of two cores. */
          maxWorkers: 2,
          disableConsoleIntercept: true,
        },
      },
    ],
  },
})
