import { expect, type Page } from '@playwright/test'

/** The palette, and the sheet of keys. */
export class CommandPalette {
  constructor(private readonly page: Page) {}

  dialog = () => this.page.getByRole('dialog', { name: 'Go to or do anything' })
  input = () => this.dialog().getByRole('combobox')
  option = (name: string | RegExp) => this.dialog().getByRole('option', { name }).first()
  keys = () => this.page.getByRole('dialog', { name: 'Keys' })

  /** Presses a key until that is seen which it brings: a page that has just been loaded hears it once its scripts run. */
  async press(key: string, brings: (within: { timeout: number }) => Promise<void>) {
    await expect(async () => {
      await this.page.keyboard.press(key)
      await brings({ timeout: 2000 })
    }).toPass()
  }

  async open() {
    await this.press('Control+k', (within) => expect(this.input()).toBeFocused(within))
  }

  /** Types until what is wanted is first, and takes it. */
  async take(words: string, name: string | RegExp) {
    await this.input().fill(words)
    await expect(this.dialog().locator('[role=option][aria-selected=true]')).toHaveText(name)
    await this.page.keyboard.press('Enter')
    await expect(this.dialog()).toHaveCount(0)
  }
}
