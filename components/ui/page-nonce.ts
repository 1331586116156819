/** What the page's policy knows our own styles by: the nonce that its scripts came with; undefined on the server. */
export const pageNonce = () =>
  typeof document === 'undefined' ? undefined : document.querySelector<HTMLElement>('script[nonce]')?.nonce
