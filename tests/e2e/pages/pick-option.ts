import { expect, type Page } from '@playwright/test'

/**
 * Chooses from a list that was just opened. One that opens slowly takes the first press for the end of the one that opened it, and
 * does nothing (Radix Select prevents it): a person presses again.
 */
export async function pickOption(page: Page, name: string | RegExp) {
  const option = page.getByRole('option', { name, exact: true })
  await expect(option).toBeVisible()
  await expect(async () => {
    if ((await option.count()) > 0) await option.click({ timeout: 2000 })
    await expect(option).toHaveCount(0, { timeout: 1000 })
  }).toPass()
}
