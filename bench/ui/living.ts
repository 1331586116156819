import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import type postgres from 'postgres'
import { counterTitle, ownChannel } from './board'

/** Milliseconds from before each row is inserted into the source until the open page shows it. */
export async function measureChanges(page: Page, sql: postgres.Sql, count: number): Promise<number[]> {
  const counter = page.getByRole('region', { name: counterTitle, exact: true }).locator('p').first()
  const insert = async () => {
    await sql`insert into orders (customer_id, amount, status, channel) values (1, 19.99, 'pending', ${ownChannel})`
  }
  await insert()
  await page.waitForFunction(
    (title) => /[0-9]/.test(document.querySelector(`section[aria-label="${title}"] p`)?.textContent ?? ''),
    counterTitle,
    { timeout: 30_000 },
  )
  await pause(3000)
  const waits: number[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const before = await counter.textContent()
    const seen = page.evaluate(
      ([title, was]) =>
        new Promise<number>((resolve, reject) => {
          const figure = document.querySelector(`section[aria-label="${title}"]`)!
          const observer = new MutationObserver(() => {
            if (figure.querySelector('p')?.textContent === was) return
            observer.disconnect()
            requestAnimationFrame(() => resolve(Date.now()))
          })
          observer.observe(figure, { subtree: true, childList: true, characterData: true })
          setTimeout(() => reject(new Error('a change was not shown within 20 s')), 20_000)
        }),
      [counterTitle, before] as const,
    )
    const begun = Date.now()
    await insert()
    waits.push((await seen) - begun)
    await pause(700 + ((turn * 389) % 1000))
  }
  return waits
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number }
  return usedSize
}

/** What the page holds after collecting garbage, every quarter of a minute while it follows live. */
export async function measureMemory(page: Page, minutes: number): Promise<{ minute: number; bytes: number }[]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.enable')
  const samples: { minute: number; bytes: number }[] = []
  const begun = Date.now()
  while (samples.length === 0 || Date.now() - begun < minutes * 60_000) {
    samples.push({ minute: (Date.now() - begun) / 60_000, bytes: await heapBytes(cdp) })
    await pause(15_000)
  }
  return samples
}
