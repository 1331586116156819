import { expect, type Page } from '@playwright/test'

/** The pages by which people come in, and those where it is settled who may. */
export class AccessPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open(path: string) {
    return this.page.goto(`${this.url}${path}`)
  }

  get dialog() {
    return this.page.getByRole('dialog')
  }

  /** A field by its label, a password too. */
  field(label: string) {
    return this.page.getByLabel(label, { exact: true })
  }

  async press(name: string) {
    await this.page.getByRole('button', { name, exact: true }).first().click()
  }

  async fill(fields: Record<string, string>) {
    for (const [label, text] of Object.entries(fields)) await this.field(label).fill(text)
  }

  /** Makes something through the API, as the page of whoever is signed in here would; answers its id. */
  make(path: string, body: object) {
    return this.page.evaluate(
      async ([to, text]) => {
        const headers = { 'Content-Type': 'application/json' }
        const answer = await fetch(`/api/v1/datawatch${to}`, { method: 'POST', headers, body: text })
        return ((await answer.json()) as { data: { id: string } }).data.id
      },
      [path, JSON.stringify(body)] as const,
    )
  }

  /** The overview stands, with the navigation around it. */
  async isIn() {
    await this.page.waitForURL(`${this.url}/`)
    await expect(this.page.getByRole('navigation', { name: 'Main' }).first()).toBeVisible()
  }

  /** What a dialog shows this once, under a name. */
  shownOnce(label: string) {
    return this.dialog.getByRole('figure').filter({ hasText: label }).first().getByRole('code').innerText()
  }
}
