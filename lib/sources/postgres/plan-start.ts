import { parseLsn } from './lsn'

/** What is known here of the slot: `position` is null until its creation was seen to succeed. */
export type Known = { identity: string; slot: string; position: string | null }
type FoundSlot = { database: string; plugin: string; confirmed: string | null; activePid: number | null; lost: boolean }
type Wish = { identity: string; slot: string; database: string }

/**
 * `begin`: make the slot and read the tables. `resume`: the slot is ours and has all we lack. `again`: what happened
 * meanwhile is lost, read the tables anew (`drop`: after dropping the slot). `refuse`: the slot is somebody else's.
 */
export type Start =
  | { kind: 'begin' }
  | { kind: 'resume'; position: string }
  | { kind: 'again'; drop: boolean; reason: string }
  | { kind: 'wait'; reason: string }
  | { kind: 'refuse'; reason: string }

/** Decides from what is kept here and what the server has whether following goes on or begins. */
export function planStart(wish: Wish, known: Known | null, slot: FoundSlot | null): Start {
  const ours = known !== null && known.identity === wish.identity && known.slot === wish.slot
  const named = `the replication slot ${wish.slot}`
  if (!slot) {
    if (!ours || known.position === null) return { kind: 'begin' }
    return { kind: 'again', drop: false, reason: `${named} is gone` }
  }
  if (slot.plugin !== 'pgoutput' || slot.database !== wish.database) {
    return {
      kind: 'refuse',
      reason: `${named} is one of ${slot.plugin} for database ${slot.database}; choose another slot`,
    }
  }
  if (slot.activePid !== null) {
    return { kind: 'wait', reason: `${named} is in use by process ${slot.activePid} of the server` }
  }
  if (!ours) {
    const way = `if nobody else reads it, run: SELECT pg_drop_replication_slot('${wish.slot}'); else choose another slot`
    return { kind: 'refuse', reason: `${named} was not made by this DataWatch; ${way}` }
  }
  if (slot.lost) return { kind: 'again', drop: true, reason: `the server dropped changes that ${named} still needed` }
  const confirmed = slot.confirmed === null ? null : parseLsn(slot.confirmed)
  if (confirmed === null) return { kind: 'again', drop: true, reason: `${named} was never finished` }
  const committed = known.position === null ? confirmed : (parseLsn(known.position) ?? 0n)
  if (confirmed > committed)
    return { kind: 'again', drop: true, reason: `${named} was read by somebody else up to ${slot.confirmed}` }
  return { kind: 'resume', position: known.position ?? slot.confirmed ?? '' }
}
