import { pageNonce } from '@/components/ui/page-nonce'

declare global {
  var __webpack_nonce__: string | undefined
  var __zod_globalConfig: { jitless?: boolean } | undefined
}

/**
 * Tells libraries, in the browser, what the policy of its pages lets them do, under the names that they look for: a style of their own
 * needs the nonce, and zod compiles no checks, nor tries whether it might.
 */
export function keepWithinPolicy() {
  if (typeof document === 'undefined') return
  globalThis.__webpack_nonce__ ??= pageNonce()
  globalThis.__zod_globalConfig ??= { jitless: true }
}
