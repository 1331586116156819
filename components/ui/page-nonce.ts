declare global {
  var __webpack_nonce__: string | undefined
}

/** What the page's policy knows our own styles by: the nonce that its scripts came with; undefined on the server. */
export const pageNonce = () =>
  typeof document === 'undefined' ? undefined : document.querySelector<HTMLElement>('script[nonce]')?.nonce

/** Libraries that add a style of their own look for the nonce under this name. */
export function tellNonce() {
  globalThis.__webpack_nonce__ ??= pageNonce()
}
