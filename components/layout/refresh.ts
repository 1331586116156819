import { parseDuration } from '@/lib/config/duration'

/** How often a page asks again: as soon as something changes, every so often, or never. */
export const refreshes = ['live', '5s', '10s', '30s', '1m', '5m', '15m', 'off'] as const
export type Refresh = (typeof refreshes)[number]

export const readRefresh = (text: string | null): Refresh => refreshes.find((one) => one === text) ?? 'live'

/** Milliseconds between two questions; null where no clock decides. */
export const refreshMs = (refresh: Refresh) => (refresh === 'live' || refresh === 'off' ? null : parseDuration(refresh))
