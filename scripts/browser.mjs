import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { collect } from './process.mjs'
import { root } from './root.mjs'
import { during, Failure, say } from './say.mjs'

const isRoot = process.getuid?.() === 0
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const args = isRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : ['--disable-dev-shm-usage']
const playwright = join(root, 'node_modules/@playwright/test/cli.js')

function inPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter((path) => existsSync(path))
}

/** Whether the browser really starts and shows a page; without a path, Playwright's own. */
async function works(executablePath) {
  const { chromium } = await import('@playwright/test')
  try {
    const browser = await chromium.launch({ executablePath, args, timeout: 30_000 })
    try {
      const page = await browser.newPage()
      await page.setContent('<title>ready</title>')
      return (await page.title()) === 'ready'
    } finally {
      await browser.close()
    }
  } catch (error) {
    failures.push(`${executablePath ?? "Playwright's own Chromium"}: ${error.message.split('\n')[0]}`)
    return false
  }
}
const failures = []

async function firstInPath() {
  for (const path of inPath()) if (await works(path)) return path
  return undefined
}

const apt = (...words) =>
  collect('apt-get', ['-o', 'DPkg::Lock::Timeout=600', '-y', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: 1_200_000,
  })

async function installFromDistribution() {
  if (!isRoot || process.platform !== 'linux') return false
  return during("Installing the distribution's Chromium (apt-get)", async () => {
    if ((await apt('install', 'chromium')).code === 0) return true
    const update = await apt('update')
    const install = await apt('install', 'chromium')
    if (install.code !== 0) failures.push(`apt-get: ${(install.output || update.output).trim().split('\n').at(-1)}`)
    return install.code === 0
  })
}

async function installFromPlaywright() {
  const cli = (...words) => collect(process.execPath, [playwright, ...words], { timeoutMs: 600_000 })
  const { code, output } = await during("Installing Playwright's Chromium", () => cli('install', 'chromium'))
  if (code !== 0) {
    failures.push(
      `playwright install: ${
        output
          .trim()
          .split('\n')
          .find((line) => /error|fail/i.test(line)) ?? code
      }`,
    )
    return false
  }
  if (await works()) return true
  if (!isRoot) return false
  await during('Installing the libraries it needs', () => cli('install-deps', 'chromium'))
  return works()
}

/** A Chromium that starts here: the path for CHROMIUM_PATH, or an empty string for Playwright's own. */
export async function findBrowser() {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) {
    if (await works(wanted)) return wanted
    throw new Failure(`CHROMIUM_PATH is set, but that browser does not start:\n  ${failures.join('\n  ')}`)
  }
  if (await works()) return ''
  const found = await firstInPath()
  if (found) return found
  say('No Chromium that starts was found')
  if (await installFromPlaywright()) return ''
  if (await installFromDistribution()) {
    const installed = await firstInPath()
    if (installed) return installed
  }
  throw new Failure(
    `The browser tests need a Chromium, and none could be had:\n  ${failures.join('\n  ')}\n` +
      'Install one (on Debian or Ubuntu: sudo apt-get install chromium), or point CHROMIUM_PATH at yours.',
  )
}
