import type { Pgoutput } from 'pg-logical-replication'
import { formatLsn, parseLsn } from './lsn'
import { type Committed, type NativeMessage, type Origin, rowEvent, truncateEvent } from './row-event'
import type { Change } from './stream'

/** The end of a transaction in the log, and its commit time in milliseconds. */
export type Mark = { lsn: bigint; at: number }
export type Output = { event(event: NativeMessage, bytes: number): void; mark(mark: Mark): void }

const normal = (lsn: string | null) => formatLsn(parseLsn(lsn ?? '') ?? 0n)
const instant = (micros: unknown) => Number(BigInt(String(micros)) / 1000n)

/**
 * Turns the messages of a slot, in order, into events and the marks between transactions. Every change of a transaction
 * has its number, wanted or not, so that the same change has the same id whenever it is sent.
 */
export function createReader(origin: Origin, wanted: (schema: string, table: string) => boolean, output: Output) {
  let open: Committed | null = null
  let index = 0

  const place = () => {
    if (!open) throw new Error('the server sent a change outside a transaction')
    const at = { committed: open, index }
    index += 1
    return at
  }
  const truncate = (relations: Pgoutput.MessageRelation[], bytes: number) => {
    for (const relation of relations) {
      const { committed, index: number } = place()
      if (relation && wanted(relation.schema, relation.name)) {
        output.event(truncateEvent(relation, committed, number, origin), bytes)
      }
    }
  }

  return {
    /** True between BEGIN and COMMIT. */
    get inside() {
      return open !== null
    },
    take({ message, bytes }: Change) {
      if (message.tag === 'begin') {
        open = {
          lsn: normal(message.commitLsn),
          at: new Date(instant(message.commitTime)).toISOString(),
          xid: message.xid >>> 0,
        }
        index = 0
      } else if (message.tag === 'commit') {
        open = null
        output.mark({ lsn: parseLsn(message.commitEndLsn ?? '') ?? 0n, at: instant(message.commitTime) })
      } else if (message.tag === 'truncate') {
        truncate(message.relations, bytes)
      } else if (message.tag === 'insert' || message.tag === 'update' || message.tag === 'delete') {
        const { committed, index: number } = place()
        const { schema, name } = message.relation
        if (wanted(schema, name)) output.event(rowEvent(message, committed, number, origin), bytes)
      }
    },
  }
}
