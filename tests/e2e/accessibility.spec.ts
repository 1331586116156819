import { expect, test } from '@playwright/test'
import { listPlaces, type Place } from './every-page'
import { bringAxe, findFaults, type Look, wear } from './pages/axe'

/** Looks differ in their colours alone. */
const looks: Look[] = [{ theme: 'dark' }, { theme: 'light', contrast: 'high' }, { theme: 'dark', contrast: 'high' }]

let places: Place[] = []
test.beforeAll(async () => {
  places = await listPlaces()
})

for (const { name, width, height, others, isWanted } of [
  { name: 'page at a desk, in any theme', width: 1440, height: 900, others: looks, isWanted: () => true },
  {
    name: 'page on a phone',
    width: 390,
    height: 844,
    others: [],
    isWanted: ({ colours }: Place) => colours === 'body',
  },
]) {
  test(`axe finds nothing on any ${name}`, async ({ browser }) => {
    test.setTimeout(300_000)
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    await bringAxe(context)
    const page = await context.newPage()
    const faults: string[] = []
    for (const place of places.filter(isWanted)) {
      await place.open(page)
      faults.push(...(await findFaults(page, 'everything')).map((fault) => `${place.name}: ${fault}`))
      for (const look of place.colours ? others : []) {
        await wear(page, look)
        const found = await findFaults(page, 'colours', place.colours!)
        faults.push(...found.map((fault) => `${place.name}, ${look.theme} ${look.contrast ?? ''}: ${fault}`))
      }
    }
    await context.close()
    expect(faults).toEqual([])
  })
}
