import { createHmac } from 'node:crypto'

/** What a browser keeps in which somebody signed in: it says so of one account, and opens nothing. */
export const knownBrowser = (account: string, secret: string): string =>
  createHmac('sha256', secret).update(`known browser ${account}`).digest('base64url')

/** Its name, one for each account: several people may use a browser. */
export function knownBrowserCookie(secure: boolean, account: string): string {
  const tag = createHmac('sha256', 'account').update(account).digest('hex').slice(0, 12)
  return `${secure ? '__Secure-' : ''}datawatch.browser.${tag}`
}
