import 'server-only'
import type { Client } from 'pg'
import { LogicalReplicationService, type Pgoutput, PgoutputPlugin } from 'pg-logical-replication'
import { clientConfig, quoted, type Reached } from './connect'
import { decoderFor } from './decode-value'
import { formatLsn, parseLsn } from './lsn'

export type Change = { message: Pgoutput.Message; bytes: number }
type Parsed = Change | { broken: unknown }

/** Reads messages with our own reading of values, and starts with identifiers quoted. */
class ChangePlugin extends PgoutputPlugin {
  received = 0
  heardAt = Date.now()

  override parse(buffer: Buffer) {
    this.received += 1
    this.heardAt = Date.now()
    const parsed = this.#read(buffer)
    return parsed as unknown as Pgoutput.Message
  }

  #read(buffer: Buffer): Parsed {
    try {
      const message = super.parse(buffer)
      if (message.tag === 'relation') {
        for (const column of message.columns) column.parser = decoderFor({ oid: column.typeOid, name: column.typeName })
      }
      return { message, bytes: buffer.length }
    } catch (broken) {
      return { broken }
    }
  }

  override start(client: Client, slot: string, lsn: string) {
    const names = this.options.publicationNames.map(quoted).join(',').replaceAll("'", "''")
    const options = `proto_version '1', publication_names '${names}'`
    return client.query(`START_REPLICATION SLOT ${quoted(slot)} LOGICAL ${lsn} (${options})`)
  }
}

type Options = {
  reached: Reached
  slot: string
  /** What is committed here already, and so acknowledged from the start. */
  position: bigint
  publications: string[]
  started(): void
  /** Called with one message after the other; the stream stands still until it resolves. */
  take(change: Change): Promise<void>
  /** The server has sent all there is up to `lsn`; `urgent` where it waits for the answer. */
  caughtUp(lsn: bigint, urgent: boolean): void
}

/** `hold` lets no more through, `stop` closes the connection. */
export type Stream = { ended: Promise<never>; acknowledge(lsn: bigint): void; hold(): void; stop(): Promise<void> }

const statusMs = 10_000
const silenceMs = 60_000

/**
 * Follows a slot from where it was last acknowledged. `ended` rejects when the stream breaks. Nothing is acknowledged but
 * what `acknowledge` is told.
 */
export function openStream({ reached, slot, position, publications, started, take, caughtUp }: Options): Stream {
  const plugin = new ChangePlugin({ protoVersion: 1, publicationNames: publications })
  const service = new LogicalReplicationService(clientConfig(reached), {
    acknowledge: { auto: false, timeoutSeconds: 0 },
    flowControl: { enabled: true },
  })
  let handled = 0
  let confirmed = position
  let over = false
  let reject = (_: unknown) => {}
  const ended = new Promise<never>((_, refuse) => {
    reject = refuse
  })
  ended.catch(() => {})
  const fail = (error: unknown) => {
    over = true
    reject(error)
  }
  // The library reports the byte after the position it is given: the end of a commit, where the next one may begin.
  const tell = (ping: boolean) => {
    service.acknowledge(formatLsn(confirmed - 1n), ping).catch(fail)
  }
  service.on('error', fail)
  service.on('start', started)
  service.on('data', async (_lsn, parsed: Parsed) => {
    if (over) return
    if ('broken' in parsed) return fail(parsed.broken)
    await take(parsed).catch(fail)
    handled += 1
  })
  service.on('heartbeat', (lsn, _time, urgent) => {
    plugin.heardAt = Date.now()
    const sent = parseLsn(lsn)
    if (over) return
    if (handled === plugin.received && sent !== null) caughtUp(sent, urgent)
    else if (urgent) tell(false)
  })
  const timer = setInterval(() => {
    if (handled < plugin.received) plugin.heardAt = Date.now()
    if (Date.now() - plugin.heardAt > silenceMs) fail(new Error('Connection timeout: the server has gone silent'))
    else tell(true)
  }, statusMs)

  const running = service.subscribe(plugin, slot, '0/00000000')
  running.catch(fail)
  running.then(() => fail(new Error('Connection ended by the server')), fail)
  return {
    ended,
    acknowledge(lsn) {
      confirmed = lsn
      tell(false)
    },
    hold() {
      over = true
    },
    async stop() {
      over = true
      clearInterval(timer)
      await service.stop().catch(() => {})
    },
  }
}
