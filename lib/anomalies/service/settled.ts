import 'server-only'
import type { MetricDetection } from '../detection-contract'
import type { Mute, Settled } from '../obey'
import type { SettingsRow } from '../store/settings'

const forever = Number.POSITIVE_INFINITY

/** What a row of settings has to say about judging. */
export const toSettled = (row: SettingsRow | undefined): Settled | undefined =>
  row && {
    sensitivity: row.sensitivity,
    direction: row.direction,
    floor_absolute: row.floorAbsolute,
    floor_percent: row.floorPercent,
    excluded: row.excluded,
  }

/** The last mute of a metric, which may be over. */
export function toMute(row: SettingsRow | undefined): Mute | null {
  if (!row?.mutedFrom) return null
  return { fromMs: row.mutedFrom.getTime(), untilMs: row.mutedUntil?.getTime() ?? forever }
}

/** Whether a metric is muted at `now`. */
export function isMutedAt(row: SettingsRow | undefined, now: Date): boolean {
  const mute = toMute(row)
  return mute !== null && mute.untilMs > now.getTime()
}

/** Settings in the words of the wire; those of a metric without any are the usual ones. */
export function presentSettings(row: SettingsRow | undefined, usual: Settled, now: Date): MetricDetection['settings'] {
  const muted = isMutedAt(row, now)
  return {
    sensitivity: row?.sensitivity ?? null,
    direction: row?.direction ?? usual.direction,
    floor_absolute: row?.floorAbsolute ?? null,
    floor_percent: row?.floorPercent ?? null,
    excluded: row?.excluded ?? { weekly: [], dates: [] },
    muted,
    muted_until: (muted && row?.mutedUntil?.toISOString()) || null,
  }
}
