/** A Chromium that starts here, as the browser tests find it; undefined for Playwright's own. */
export async function findBrowser(): Promise<string | undefined> {
  // @ts-expect-error: a script without types
  const module = (await import('../../scripts/browser.mjs')) as { findBrowser: () => Promise<string> }
  return (await module.findBrowser()) || undefined
}
