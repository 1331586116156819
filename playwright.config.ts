import { defineConfig } from '@playwright/test'

/** The browser that the test command found; an empty path means Playwright's own. */
const executablePath = process.env.CHROMIUM_PATH || undefined

const watching = [
  'access',
  'alerts',
  'anomaly',
  'detection',
  'events',
  'explore',
  'inbox',
  'main-journey',
  'quality',
  'schema',
  'share-links',
  'sources',
].map((name) => `**/${name}.spec.ts`)

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/start-demo.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  /** Two at a time, on a machine of two cores: those that change what the shop does or what is found wrong with it one after another. */
  workers: 2,
  projects: [
    { name: 'watching', workers: 1, testMatch: watching },
    { name: 'screens', testIgnore: watching },
  ],
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    /** Recording every step takes a good part of the time; for one that fails: `npx playwright test X --trace on`. */
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
    },
  },
})
