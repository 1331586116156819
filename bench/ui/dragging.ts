import type { Browser, Page } from '@playwright/test'

type TraceEvent = { name: string; ts: number; ph: string; cat: string }

/** Drags one widget over the board and back, as a hand would; answers the frames a second between each two frames drawn. */
export async function measureDragging(browser: Browser, page: Page, address: string): Promise<number[]> {
  await page.goto(`${address}&edit=1`)
  const handle = page.getByRole('button', { name: 'Move or resize Status', exact: true })
  await handle.waitFor()
  await handle.scrollIntoViewIfNeeded()
  await page.waitForTimeout(2000)
  const box = (await handle.boundingBox())!
  const [x, y] = [box.x + box.width / 2 + 60, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 10, y + 10, { steps: 3 })
  const trace = await (async () => {
    await browser.startTracing(page, {
      categories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'],
    })
    const begun = Date.now()
    for (let step = 0; Date.now() - begun < 4000; step += 1) {
      const angle = step / 25
      await page.mouse.move(x + 300 * Math.sin(angle), y + 160 * (1 - Math.cos(angle)))
      await page.waitForTimeout(8)
    }
    return browser.stopTracing()
  })()
  await page.mouse.up()
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const drawn = traceEvents
    .filter(({ name }) => name === 'DrawFrame')
    .map(({ ts }) => ts)
    .sort((a, b) => a - b)
  return drawn.slice(1).map((ts, i) => 1_000_000 / (ts - drawn[i]!))
}
