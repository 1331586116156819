import type { Image } from './native'
import { rowId, type Traced } from './rows'
import type { Moment } from './timeline'

/** A row's state as it was stored last, as far as this process knows: `imageText` is its very text. */
export type RememberedRow = Moment & { image: Image; imageText: string }

/** About how many characters of images are kept; the images themselves take some times as much. */
const mostCharacters = 8_000_000
const mostRows = 40_000

/**
 * The states of rows that were written or read last, of tables whose events do not say all of their rows. Another process
 * may have changed them since: what is done by them is guarded by the statement that stores it.
 */
export class RememberedRows {
  /** From the one used longest ago on. */
  readonly #rows = new Map<string, RememberedRow>()
  readonly #tables = new Set<number>()
  #characters = 0

  /** Rows of this table are worth remembering from now on. */
  follow(tableId: number) {
    this.#tables.add(tableId)
  }

  follows(tableId: number): boolean {
    return this.#tables.has(tableId)
  }

  find(id: string): RememberedRow | undefined {
    const row = this.#rows.get(id)
    if (!row) return undefined
    this.#rows.delete(id)
    this.#rows.set(id, row)
    return row
  }

  keep(id: string, row: RememberedRow) {
    this.forget(id)
    this.#rows.set(id, row)
    this.#characters += row.imageText.length
    if (this.#characters <= mostCharacters && this.#rows.size <= mostRows) return
    const [oldest] = this.#rows.keys()
    if (oldest !== undefined) this.forget(oldest)
  }

  forget(id: string) {
    const row = this.#rows.get(id)
    if (!row) return
    this.#rows.delete(id)
    this.#characters -= row.imageText.length
  }

  /** Keeps what a stored group made of its rows. */
  learn(traced: readonly Traced[]) {
    if (this.#tables.size === 0) return
    for (const { tableId, uid, own, old } of traced) {
      if (!this.#tables.has(tableId)) continue
      for (const step of [old, own]) {
        if (!step || step.kind === 'past') continue
        const { at, image, imageText, rowKey } = step
        const id = rowId(tableId, rowKey)
        if (image && imageText !== null) this.keep(id, { at, uid, image, imageText })
        else this.forget(id)
      }
    }
  }
}
