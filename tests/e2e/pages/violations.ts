import type { BrowserContext } from '@playwright/test'

declare global {
  interface Window {
    tellViolation(said: string): void
  }
}

const complaint = /content security policy|permissions-policy|cross-origin-|refused to|mime type/i
/** Of a page of another site, which was not to show ours. */
const isTheirs = /^Framing '/

/** What the pages of a context are kept from doing, and what they throw; both grow while they are used. */
export async function watchViolations(context: BrowserContext): Promise<{ kept: string[]; thrown: string[] }> {
  const [kept, thrown]: [string[], string[]] = [[], []]
  await context.exposeFunction('tellViolation', (said: string) => void kept.push(said))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event
      window.tellViolation(
        `${location.pathname}: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`,
      )
    })
  })
  context.on('console', (message) => {
    if (complaint.test(message.text()) && !isTheirs.test(message.text()))
      kept.push(`${message.page()?.url()}: ${message.text()}`)
  })
  context.on('weberror', (error) => thrown.push(`${error.page()?.url()}: ${error.error().message}`))
  return { kept, thrown }
}
