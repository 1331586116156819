import { whileVisible } from '@/components/layout/while-visible'
import type { EventSearch } from '@/lib/events/client'
import { eventStreamUrl } from '@/lib/events/client'
import { type StoredEvent, skippedEvents, storedEvent } from '@/lib/events/contract'

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'unreachable'

const retryMs = 3000
/** So many refusals in a row are said to the reader. */
const patience = 2

type Listener = {
  onState: (state: StreamState) => void
  onEvent: (event: StoredEvent) => void
  onSkipped: (count: number) => void
}

/**
 * Follows the stream of events after the event `last` until the returned function is called. What broke goes on
 * where it was; a page that nobody sees lets go of its connection and catches up when it is seen again.
 */
export function followEvents(search: EventSearch, last: string | undefined, listener: Listener): () => void {
  let source: EventSource | null = null
  let newest = last
  let refused = 0
  let retrying: ReturnType<typeof setTimeout> | undefined

  const close = () => {
    clearTimeout(retrying)
    source?.close()
    source = null
  }
  const open = () => {
    if (source) return
    const opened = new EventSource(eventStreamUrl(search, newest))
    source = opened
    opened.onopen = () => {
      refused = 0
      listener.onState('live')
    }
    opened.onerror = () => {
      if (opened.readyState !== EventSource.CLOSED) return listener.onState('reconnecting')
      close()
      refused += 1
      listener.onState(refused >= patience ? 'unreachable' : 'reconnecting')
      retrying = setTimeout(open, retryMs)
    }
    opened.addEventListener('event', ({ data, lastEventId }: MessageEvent<string>) => {
      newest = lastEventId
      listener.onEvent(storedEvent.parse(JSON.parse(data)))
    })
    opened.addEventListener('skipped', ({ data }: MessageEvent<string>) =>
      listener.onSkipped(skippedEvents.parse(JSON.parse(data)).count),
    )
  }
  return whileVisible(open, close)
}
