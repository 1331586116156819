import {
  type DateRange,
  type DetectionInput,
  type DetectionSettings,
  detectionSettings,
  type MetricDetection,
  type WeeklyWindow,
} from '@/lib/anomalies/detection-contract'

/** Settings as they are typed: numbers are texts, empty for none. */
export type DetectionDraft = {
  sensitivity: NonNullable<DetectionSettings['sensitivity']> | 'default'
  direction: DetectionSettings['direction']
  floorAbsolute: string
  floorPercent: string
  mute: 'off' | '1h' | '8h' | '24h' | 'always' | 'kept'
  mutedUntil: string | null
  weekly: (WeeklyWindow & { key: number })[]
  dates: (DateRange & { key: number })[]
}

const textOf = (value: number | null) => (value === null ? '' : String(value))

export function draftOf({ settings }: Pick<MetricDetection, 'settings'>): DetectionDraft {
  return {
    sensitivity: settings.sensitivity ?? 'default',
    direction: settings.direction,
    floorAbsolute: textOf(settings.floor_absolute),
    floorPercent: textOf(settings.floor_percent),
    mute: !settings.muted ? 'off' : settings.muted_until === null ? 'always' : 'kept',
    mutedUntil: settings.muted_until,
    weekly: settings.excluded.weekly.map((one, key) => ({ ...one, key })),
    dates: settings.excluded.dates.map((one, key) => ({ ...one, key })),
  }
}

const hourMs = 3_600_000
const lengths = { '1h': hourMs, '8h': 8 * hourMs, '24h': 24 * hourMs }

function muteOf({ mute, mutedUntil }: DetectionDraft, now: number) {
  if (mute === 'off') return { muted: false, muted_until: null }
  if (mute === 'always') return { muted: true, muted_until: null }
  return { muted: true, muted_until: mute === 'kept' ? mutedUntil : new Date(now + lengths[mute]).toISOString() }
}

const numberOf = (text: string) => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')))
const withoutKey = <T extends { key: number }>({ key: _, ...rest }: T) => rest

/** What judging depends on: all but the mute. */
export const judgingOf = (draft: DetectionDraft): DetectionInput => ({
  sensitivity: draft.sensitivity === 'default' ? null : draft.sensitivity,
  direction: draft.direction,
  floor_absolute: numberOf(draft.floorAbsolute),
  floor_percent: numberOf(draft.floorPercent),
  excluded: { weekly: draft.weekly.map(withoutKey), dates: draft.dates.map(withoutKey) },
})

export const inputOf = (draft: DetectionDraft, now: number): DetectionInput => ({
  ...judgingOf(draft),
  ...muteOf(draft, now),
})

/** What is wrong with a draft, by the path of its field (`excluded.weekly.0.from`). */
export function errorsOf(draft: DetectionDraft): Record<string, string> {
  const parsed = detectionSettings.safeParse(judgingOf(draft))
  const issues = parsed.success ? [] : parsed.error.issues
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))
}
