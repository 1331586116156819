import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import type { Log } from '@/lib/runtime/log'
import { inSpan } from '@/lib/telemetry/tracing'
import { waitAfter } from '../back-off'
import type { Packed } from '../parcels'
import type { Outcome } from '../sending'
import type { ChannelRow } from '../store/channels'
import { findDue, renewLease } from '../store/deliveries'
import { claimDeliveries, leaseMs } from './claim'
import { deliver } from './deliver'
import type { Resolve } from './resolve-host'
import { settleDelivery } from './settle-delivery'

const mostAtOnce = 4
const minuteMs = 60_000
const renewMs = 2500
const restMs = { ofHeld: 500, most: 15_000 }
const fullMs = 1000
const stoppingMs = 12_000

/** What is due already is held back, or has just been begun. */
const restUntil = (ms: number) => (ms > 0 ? Math.min(ms, restMs.most) : restMs.ofHeld)

type Options = {
  makeContext(): Context
  log: Log
  /** Milliseconds after so many attempts; null for no more. */
  wait?: (attempts: number) => number | null
  resolve?: Resolve
}

type Lane = {
  sending: number
  deciding: boolean
  asked: boolean
  /** When messages were begun in the last minute. */
  begun: number[]
  /** The receiver asked to be left alone until then. */
  heldUntil: number
}

/** Sends what the outbox holds: at once when it is told of something, else when something is due. Each channel has a lane of its own. */
export class Dispatcher {
  #lanes = new Map<string, Lane>()
  #timer: NodeJS.Timeout | undefined
  #looking = false
  #again = false
  #stopped = false
  #work = new Set<Promise<void>>()
  #moments = new Set<number>()

  constructor(private readonly options: Options) {}

  /** Told that something may be due. */
  ask() {
    if (this.#stopped) return
    if (this.#looking) this.#again = true
    else this.#keep(this.#look())
  }

  /** What is being sent has some seconds; what has not been settled then is sent again by whoever comes next. */
  async stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
    await Promise.race([Promise.all(this.#work), pause(stoppingMs, undefined, { ref: false })])
  }

  #keep(work: Promise<void>) {
    const kept = work
      .catch((error) => this.options.log.warn({ err: error }, 'alerts could not be sent; it is tried again'))
      .finally(() => this.#work.delete(kept))
    this.#work.add(kept)
  }

  async #look() {
    this.#looking = true
    let delay: number = restMs.most
    try {
      do {
        this.#again = false
        const { db, now } = this.options.makeContext()
        const { channels, nextAt } = await findDue(db.$client, now)
        for (const id of channels) this.#serve(id)
        if (nextAt) delay = restUntil(nextAt.getTime() - now.getTime())
      } while (this.#again && !this.#stopped)
    } catch (error) {
      this.options.log.warn({ err: error }, 'the outbox of alerts could not be read; it is tried again')
    }
    this.#looking = false
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.ask(), delay).unref()
  }

  #laneOf(id: string): Lane {
    const lane = this.#lanes.get(id) ?? { sending: 0, deciding: false, asked: false, begun: [], heldUntil: 0 }
    this.#lanes.set(id, lane)
    return lane
  }

  #serve(id: string) {
    const lane = this.#laneOf(id)
    lane.asked = true
    if (!lane.deciding) this.#keep(this.#fill(id, lane))
  }

  /** Begins as many messages as the lane has room for. */
  async #fill(id: string, lane: Lane) {
    lane.deciding = true
    try {
      while (lane.asked && !this.#stopped && lane.sending < mostAtOnce) {
        lane.asked = false
        const context = this.options.makeContext()
        const now = context.now.getTime()
        if (lane.heldUntil > now) break
        lane.begun = lane.begun.filter((at) => at > now - minuteMs)
        const bounds = { slots: mostAtOnce - lane.sending, tried: lane.begun.length, unique: this.#unique }
        const claimed = await claimDeliveries(context, id, bounds)
        if (claimed?.full) lane.heldUntil = now + fullMs
        for (const packed of claimed?.packed ?? []) {
          lane.sending += 1
          lane.begun.push(now)
          this.#keep(this.#send(claimed!.channel, packed, lane))
        }
      }
    } finally {
      lane.deciding = false
    }
  }

  #unique = (at: number): Date => {
    const now = this.options.makeContext().now.getTime()
    for (const moment of this.#moments) if (moment < now) this.#moments.delete(moment)
    let free = at
    while (this.#moments.has(free)) free += 1
    this.#moments.add(free)
    return new Date(free)
  }

  async #send(channel: ChannelRow, packed: Packed, lane: Lane) {
    const context = this.options.makeContext()
    const renewing = setInterval(() => this.#renew(packed), renewMs)
    try {
      const outcome = await this.#deliver(context, channel, packed)
      const settled = this.options.makeContext()
      await settleDelivery(settled, channel, packed, outcome, this.#nextTry(packed, outcome, lane, settled.now))
    } catch (error) {
      this.options.log.error({ err: error, channel: channel.name }, 'a delivery could not be settled; it is sent again')
    }
    clearInterval(renewing)
    lane.sending -= 1
    this.#serve(channel.id)
    this.ask()
  }

  #deliver(context: Context, channel: ChannelRow, packed: Packed): Promise<Outcome> {
    return inSpan(
      'alert delivery',
      async (note) => {
        const outcome = await deliver(context, channel, packed, this.options.resolve)
        if (!outcome.ok) note({ 'error.type': outcome.status === null ? 'not_delivered' : String(outcome.status) })
        return outcome
      },
      () => ({
        alone: true,
        attributes: { 'datawatch.channel.type': channel.type, 'datawatch.deliveries': packed.rows.length },
      }),
    )
  }

  #renew({ rows }: Packed) {
    const { db, now } = this.options.makeContext()
    const ids = rows.map(({ id }) => id)
    renewLease(db.$client, ids, this.#unique(now.getTime() + leaseMs)).catch((error) =>
      this.options.log.warn({ err: error }, 'a lease could not be renewed; what is being sent may be sent twice'),
    )
  }

  #nextTry({ rows }: Packed, outcome: Outcome, lane: Lane, now: Date): Date | null {
    if (outcome.ok) return null
    const { wait = (attempts: number) => waitAfter(attempts, Math.random()) } = this.options
    const ms = wait(rows[0]!.attempts + 1)
    if (outcome.retryAfterMs !== null) lane.heldUntil = now.getTime() + outcome.retryAfterMs
    return ms === null ? null : this.#unique(now.getTime() + Math.max(ms, outcome.retryAfterMs ?? 0))
  }
}
