import { expect, type Page } from '@playwright/test'
import { filesOf } from '@/tests/support/routes'
import { baseUrl } from './demo'
import { callApi } from './pages/board-page'

const nobody = '01900000-0000-7000-8000-000000000000'

const anyRest = /\/\[\[\.\.\.[^\]]+\]\]/

/** The address of a page as its file says it, for a path that was visited; what fits most closely. */
function addressOf(path: string): string | undefined {
  const fits = ({ address }: { address: string }) =>
    new RegExp(`^${address.replace(anyRest, '(?:/.*)?').replace(/\[[^\]]+\]/g, '[^/]+')}$`).test(path)
  const found = filesOf('page.tsx').filter(fits)
  const closest = found.find(({ names }) => names.length === 0) ?? found.find(({ address }) => !anyRest.test(address))
  return (closest ?? found[0])?.address
}

/** Pages that nothing else opens; of what there may be none of yet, what says so. */
export async function openTheOthers(page: Page) {
  const { violations } = await callApi<{ violations: { id: string }[] }>('/quality/violations?limit=1')
  const { rules } = await callApi<{ rules: { id: string }[] }>('/alerts/rules?limit=1')
  for (const path of [
    `/quality/violations/${violations[0]?.id ?? nobody}`,
    `/alerts/rules/${rules[0]?.id ?? nobody}`,
    `/alerts/${nobody}`,
    `/anomalies/${nobody}`,
    '/explore/no_such_metric',
    `/share/${'x'.repeat(43)}`,
    `/embed/${'x'.repeat(43)}`,
    `/invite/${'x'.repeat(43)}`,
  ]) {
    await page.goto(`${baseUrl()}${path}`)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached()
  }
  await page.setExtraHTTPHeaders({ 'X-Forwarded-Host': 'watch.example' })
  await page.goto(`${baseUrl()}/signin`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Notes which pages are gone to; answers the addresses of those that were not. A server is set up once, in `access.spec.ts`. */
export function watchVisits(page: Page): () => string[] {
  const visited = new Set<string | undefined>()
  page.on('framenavigated', (frame) => visited.add(addressOf(new URL(frame.url()).pathname)))
  return () =>
    filesOf('page.tsx')
      .map(({ address }) => address)
      .filter((address) => !visited.has(address) && address !== '/setup')
}
