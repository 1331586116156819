import { appendFileSync, writeFileSync } from 'node:fs'
import type { Read } from '@/lib/sources/files/read-messages'

export type Complaint = { line: number; code: string; message: string }
const listed = 20

/** What became of a file: its counts, the first that was wrong, and the rejected lines in a file of their own. */
export class Tally {
  readonly counts = { read: 0, accepted: 0, duplicates: 0, ignored: 0, rejected: 0 }
  readonly complaints: Complaint[] = []
  #headed = false

  constructor(
    private readonly rejects: string | undefined,
    private readonly header: () => string | undefined,
  ) {
    if (rejects !== undefined) writeFileSync(rejects, '')
  }

  reject(piece: Pick<Read, 'line' | 'text'>, { code, message }: { code: string; message: string }, again = false) {
    this.counts.rejected += 1
    if (this.complaints.length < listed) this.complaints.push({ line: piece.line, code, message })
    if (this.rejects === undefined || again) return
    const header = this.header()
    if (!this.#headed && header !== undefined) appendFileSync(this.rejects, `${header}\n`)
    this.#headed = true
    appendFileSync(this.rejects, `${piece.text}\n`)
  }
}
