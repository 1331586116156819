import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareEvent } from '@/lib/events/prepare'
import { type KnownRow, rowId, type Sent } from '@/lib/events/rows'
import { isBefore, type Moment, type RowTurn, truncateVersions, type Version } from '@/lib/events/timeline'
import { traceRows } from '@/lib/events/trace'
import { Fold } from '@/lib/metrics/fold'
import { measureTurn } from '@/lib/metrics/levels'
import { shuffle } from '@/tests/support/changes'
import { type HistoryEvent, levelsOf, makeHistory, type State } from '@/tests/support/row-histories'

const followed = { rows: true, totals: new Set(['amount']), currents: new Set(['status']) }
const table = 1
const startAt = Date.UTC(2026, 2, 5)

function prepare(event: HistoryEvent, place: number): Sent {
  const { timestamp, before = null, after = null, key = null, ...more } = event
  const prepared = prepareEvent({
    ...more,
    source: '',
    database: '',
    at: Date.parse(timestamp),
    before,
    after,
    key,
    detail: null,
    upsert: false,
  })
  return { tableId: table, event: prepared, uid: `${String(place).padStart(8, '0')}-0000-7000-8000-000000000000` }
}

/** What is kept of rows and levels, as the database keeps it, group by group. */
class Kept {
  rows = new Map<string, Version[]>()
  truncations: Moment[] = []
  fold = new Fold(true)

  #take(turns: RowTurn[]) {
    for (const turn of turns) {
      for (const change of measureTurn(turn, followed)) this.fold.change(table, turn.at, change, false)
    }
  }

  truncate({ event, uid }: Sent) {
    const moment = { at: event.at, uid }
    for (const versions of this.rows.values()) {
      this.#take(truncateVersions(versions, moment, this.truncations).turns)
    }
    this.truncations = [...this.truncations, moment].sort((a, b) => (isBefore(a, b) ? -1 : 1))
  }

  take(group: Sent[]) {
    const known = new Map<string, KnownRow>()
    for (const { event } of group) {
      for (const key of [event.rowKey, event.oldRowKey]) {
        const versions = key === null ? undefined : this.rows.get(rowId(table, key))
        if (versions) known.set(rowId(table, key!), { begunAt: versions[0]!.at, versions })
      }
    }
    const { traced, rewrites } = traceRows(group, { locked: known }, () => this.truncations)
    for (const { rowKey, at, uid, imageText } of rewrites) {
      const version = this.rows.get(rowId(table, rowKey))!.find((one) => one.at === at && one.uid === uid)!
      version.image = imageText === null ? null : JSON.parse(imageText)
    }
    for (const { own, old, uid, event, turns } of traced) {
      this.#take(turns === 'inserted' ? [{ at: event.at, from: null, to: event.after, weight: 1 }] : turns)
      for (const step of [own, old]) {
        if (!step) continue
        const image = step.imageText === null ? null : JSON.parse(step.imageText)
        const sent = step.sentText ? JSON.parse(step.sentText) : image
        const id = rowId(table, step.rowKey)
        const versions = [
          ...(this.rows.get(id) ?? []),
          { at: step.at, uid, whole: step.sentText === null, own: sent, image },
        ]
        this.rows.set(
          id,
          versions.sort((a, b) => (isBefore(a, b) ? -1 : 1)),
        )
      }
    }
  }

  /** The changes of levels by minute, those that come to nothing left out. */
  changes() {
    const lines = this.fold.series.flatMap(({ kind, field, label, minutes }) =>
      [...minutes].map(([at, { change }]) => [kind, field, label, at, change!.toString()].join(' ')),
    )
    return lines.filter((line) => !line.endsWith(' 0')).sort()
  }
}

/** The changes of levels by minute, from what the rows were at the ends of minutes. */
function expected(states: State[]) {
  const lines: string[] = []
  let before = levelsOf([])
  const minutes = [...new Set(states.map(({ at }) => at - (at % 60_000)))]
  for (const minute of minutes) {
    const state = states.filter(({ at }) => at < minute + 60_000).at(-1)!
    const now = levelsOf(state.rows.values())
    const add = (kind: string, was: number, is: number) => {
      const change = Math.round((is - was) * 1e5) / 1e5
      if (change !== 0) lines.push(`${kind} ${minute} ${change}`)
    }
    add('events  INSERT', before.rows, now.rows)
    add('value amount ', before.amount, now.amount)
    for (const label of new Set([...Object.keys(before.status), ...Object.keys(now.status)])) {
      add(`category status ${label}`, before.status[label] ?? 0, now.status[label] ?? 0)
    }
    before = now
  }
  return lines.sort()
}

function deliver(events: Sent[], groupSize: number) {
  const kept = new Kept()
  for (let at = 0; at < events.length; ) {
    if (events[at]!.event.type === 'TRUNCATE') {
      kept.truncate(events[at]!)
      at += 1
      continue
    }
    const group: Sent[] = []
    while (group.length < groupSize && events[at] && events[at]!.event.type !== 'TRUNCATE') group.push(events[at++]!)
    kept.take(group)
  }
  return kept.changes()
}

test('levels come to the same in any order and any groups of the same events, minute by minute', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.nat(1000),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (size, seed, groupSize, inOrder) => {
        const { events, states } = makeHistory(`t${seed}`, size, startAt, 40_000)
        const sent = events.map(prepare)
        const order = inOrder ? sent : shuffle(sent, `order ${seed}`)
        expect(deliver(order, groupSize)).toEqual(expected(states))
      },
    ),
    { numRuns: 300 },
  )
})
