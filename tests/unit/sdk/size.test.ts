import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

async function sizeOf(entry: string, platform: 'node' | 'browser'): Promise<number> {
  const { outputFiles } = await build({
    ...{ bundle: true, minify: true, write: false, format: 'esm', external: ['react'] },
    platform,
    entryPoints: [`sdk/src/${entry}`],
  })
  return gzipSync(outputFiles![0]!.contents, { level: 9 }).length
}

test('the whole client, sender and hook are under 15 KB compressed, what a browser loads under 8', async () => {
  const [whole, hook, browser] = [
    await sizeOf('main.ts', 'node'),
    await sizeOf('react.ts', 'browser'),
    await sizeOf('browser.ts', 'browser'),
  ]
  expect(whole + hook).toBeLessThan(15_000)
  expect(browser).toBeLessThan(8000)
})
