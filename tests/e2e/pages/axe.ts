import type { BrowserContext, Page } from '@playwright/test'
import axe from 'axe-core'

/** Menus lie in no landmark, which this rule forgives dialogs alone. */
const rules = { region: { enabled: false } }
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Has axe in every page from its start: what it finds is asked for several times a page. */
export const bringAxe = (context: BrowserContext) => context.addInitScript({ content: axe.source })

/** What axe finds wrong with a page as it stands, in words; of colours alone, or of everything. */
export async function findFaults(page: Page, only: 'colours' | 'everything', part = 'body'): Promise<string[]> {
  const violations = await page.evaluate(
    async ({ context, options }) => {
      const { axe: own } = window as unknown as { axe: typeof axe }
      const { violations } = await own.run(context, { ...options, resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, any }) => ({ target, any })) }))
    },
    only === 'colours'
      ? {
          context: { include: [part], exclude: ['.sr-only'] },
          options: { runOnly: { type: 'rule' as const, values: ['color-contrast'] } },
        }
      : { context: { include: ['html'] }, options: { runOnly: { type: 'tag' as const, values: standards }, rules } },
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`),
  )
}

export type Look = { theme: 'light' | 'dark'; contrast?: 'high' }

/** Gives a page another look, as the choice of a theme does. */
export const wear = (page: Page, { theme, contrast }: Look) =>
  page.evaluate(
    async ([name, more]) => {
      document.documentElement.dataset.theme = name
      if (more) document.documentElement.dataset.contrast = more
      else delete document.documentElement.dataset.contrast
      await new Promise(requestAnimationFrame)
    },
    [theme, contrast] as const,
  )
