import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { blocksOf } from './guide-blocks'

const file = 'docs/guides/tutorial.md'

/** The one command of the tutorial, for a repository. */
export function commandOf(repository: string): string {
  const [block] = blocksOf(file)
  if (block?.language !== 'bash' || !block.code.includes('REPOSITORY')) throw new Error(`${file} begins with no clone`)
  return block.code.replace('REPOSITORY', repository)
}

/** What the steps in the browser name in bold, in order: a field, what is pressed then, then, and last. */
function namedSteps(): { path: string; field: string; check: string; start: string; see: string } {
  const text = readFileSync(file, 'utf8')
  const part = text.slice(text.indexOf('## 2.'), text.indexOf('## 3.'))
  const [field, check, start, see] = [...part.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name!)
  const path = /<http:\/\/localhost:3002(\/[^>]+)>/.exec(part)?.[1]
  if (!path || !field || !check || !start || !see) throw new Error(`${file} names no steps any more`)
  return { path, field, check, start, see }
}

/** Does in a browser what the tutorial says, until the first chart is drawn. */
export async function followTutorial(page: Page, server: string, address: string, patienceMs = 60_000) {
  const { path, field, check, start, see } = namedSteps()
  const soon = { timeout: patienceMs }
  await page.goto(`${server}${path}`)
  await page.getByLabel(field).fill(address)
  await page.getByRole('button', { name: check, exact: true }).click()
  const begin = page.getByRole('button', { name: start, exact: true })
  await expect(begin).toBeEnabled(soon)
  await begin.click()
  await page.getByRole('link', { name: new RegExp(`^${see} `) }).click(soon)
  await expect(page.locator('svg.recharts-surface').first()).toBeVisible(soon)
}
