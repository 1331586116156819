import 'server-only'
import type { Context } from '@/lib/context/context'
import { ingestEvents } from '@/lib/events/service/ingest'
import type { SchemaWatch } from '@/lib/schemas/service/watch'
import { type Sources, startSources } from '@/lib/sources/service/start'
import type { Live } from './live'

/** Follows the sources into ingestion, tells browsers how they stand, and obeys what any process is told of them. */
export function followSources(makeContext: () => Context, live: Live, schemas: SchemaWatch): Sources {
  const sources = startSources({
    makeContext,
    ingest: ingestEvents,
    learn: (...told) => schemas.learn(...told),
    changed: () => live.publish({ topics: ['sources'] }),
  })
  const change = ({ topics }: { topics: string[] }) => void (topics.includes('source-settings') && sources.refresh())
  live.subscribe({ change, end: () => {} })
  return sources
}
