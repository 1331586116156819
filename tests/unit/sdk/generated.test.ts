import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sdkSource } from '@/tests/support/sdk-source'

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

test('the types of the SDK are made from the document as it is: `npm run openapi` writes them anew', async () => {
  const document = JSON.parse(readFileSync(at('lib/openapi/openapi.json'), 'utf8'))
  await expect(sdkSource(document)).toMatchFileSnapshot(at('sdk/src/generated/api.ts'))
})
