import type { BadgeTone } from '@/components/ui/badge'
import type { SetupCheck } from '@/lib/sources/check-contract'
import type { Source } from '@/lib/sources/list-contract'

export const stateWords: Record<Source['state'], { word: string; tone: BadgeTone }> = {
  waiting: { word: 'waiting', tone: 'warning' },
  connecting: { word: 'connecting', tone: 'primary' },
  snapshotting: { word: 'first read', tone: 'primary' },
  streaming: { word: 'streaming', tone: 'success' },
  paused: { word: 'paused', tone: 'outline' },
  taken: { word: 'read by another', tone: 'warning' },
  failed: { word: 'failed', tone: 'destructive' },
  stopped: { word: 'stopped', tone: 'neutral' },
  receiving: { word: 'receiving', tone: 'success' },
  quiet: { word: 'quiet', tone: 'neutral' },
}

const typeNames: Record<string, string> = {
  postgres: 'PostgreSQL',
  nats: 'NATS',
  files: 'Files',
  webhook: 'Webhook',
  http: 'HTTP',
  ended: 'Followed earlier',
}
export const typeName = (type: string) => typeNames[type] ?? type

export const originWords: Record<Source['origin'], string> = {
  file: 'from the configuration',
  manual: 'made here',
  heard: 'heard of',
}

export const checkWords: Record<SetupCheck['state'], { word: string; tone: BadgeTone }> = {
  ok: { word: 'ok', tone: 'success' },
  warn: { word: 'to know', tone: 'warning' },
  fail: { word: 'in the way', tone: 'destructive' },
}

/** Where the page of a source is. */
export const sourcePath = (name: string) => `/sources/${encodeURIComponent(name)}`

export const isFollowed = ({ type }: Pick<Source, 'type'>) => !['webhook', 'http', 'ended'].includes(type)
