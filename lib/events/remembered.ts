import type { Image } from './native'
import { parseJson } from './parse'
import { rowId, type Traced } from './rows'
import type { Moment } from './timeline'

/** A row's state as it was stored last, as far as this process knows: `imageText` is its very text. */
export type RememberedRow = Moment & { image: Image; imageText: string }

type Kept = Moment & { imageText: string }

/** How many characters of images are kept. */
const mostCharacters = 8_000_000
const mostRows = 40_000

const copied = (text: string) => Buffer.from(text).toString()

/**
 * The states of rows that were written or read last, of tables whose events do not say all of their rows. Another process
 * may have changed them since: what is done by them is guarded by the statement that stores it.
 */
export class RememberedRows {
  /** From the one used longest ago on. Images are kept as text alone: their parts may hold the body that they were cut from. */
  readonly #rows = new Map<string, Kept>()
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
    return { ...row, image: parseJson(row.imageText) as Image }
  }

  /** `imageText` is held as it is: one put together of parts holds these. */
  keep(id: string, { at, uid, imageText }: Kept) {
    this.forget(id)
    this.#rows.set(id, { at, uid, imageText })
    this.#characters += imageText.length
    for (const oldest of this.#rows.keys()) {
      if (this.#characters <= mostCharacters && this.#rows.size <= mostRows) return
      this.forget(oldest)
    }
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
    for (const { tableId, uid, event, own, old } of traced) {
      if (!this.#tables.has(tableId)) continue
      for (const step of [old, own]) {
        if (!step || step.kind === 'past') continue
        const { at, imageText, rowKey } = step
        const id = rowId(tableId, rowKey)
        if (imageText === null) this.forget(id)
        else this.keep(id, { at, uid, imageText: imageText === event.afterText ? imageText : copied(imageText) })
      }
    }
  }
}
