import type { Config } from '@/lib/config/schema'
import { secretsOf } from '@/lib/config/webhook-secrets'
import type { Sorted } from './sort'
import { turnAway } from './turn-away'

/** The sources whose senders sign. */
export const signingSources = ({ sources }: Pick<Config, 'sources'>): ReadonlySet<string> =>
  new Set(sources.flatMap((one) => (one.type === 'webhook' && secretsOf(one).length > 0 ? [one.name] : [])))

/** Refuses events that say they are of a source that signs, unless their request was signed for that one. */
export function withSignedSources(sorted: Sorted, signing: ReadonlySet<string>, signedFor?: string): Sorted {
  if (signing.size === 0) return sorted
  return turnAway(sorted, ({ source }) => {
    if (source === signedFor || !signing.has(source)) return null
    const message = `the source ${source} signs what it sends, and this was not signed for it: sign it and send it to ?source=${encodeURIComponent(source)}, or send it as another source`
    return { code: 'source_not_signed', message }
  })
}
