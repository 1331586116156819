import { apiBase } from '@/lib/http/api'
import { type Change, readChange } from './change'
import { whileVisible } from './while-visible'

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'paused'

const retryMs = 2000
const longestRetryMs = 30_000

type Listener = {
  onState: (state: LiveState) => void
  onChange: (change: Change) => void
  /** The stream is there for the first time: what the server drew may be older by a moment. */
  onFirst: () => void
  /** The stream is back after a time without it: anything may have changed. */
  onBehind: () => void
}

/** Follows the live stream until the returned function is called; a page that nobody sees lets go of its connection. */
export function followChanges({ onState, onChange, onFirst, onBehind }: Listener): () => void {
  let source: EventSource | null = null
  let behind = false
  let isFirst = true
  let retrying: ReturnType<typeof setTimeout> | undefined
  let waitMs = retryMs

  const close = () => {
    clearTimeout(retrying)
    source?.close()
    source = null
    behind = true
  }
  const open = () => {
    if (source) return
    const opened = new EventSource(`${apiBase()}/live`)
    source = opened
    opened.onopen = () => {
      onState('live')
      waitMs = retryMs
      if (behind) onBehind()
      else if (isFirst) onFirst()
      behind = false
      isFirst = false
    }
    opened.onerror = () => {
      behind = true
      onState('reconnecting')
      if (opened.readyState !== EventSource.CLOSED) return
      close()
      retrying = setTimeout(open, waitMs)
      waitMs = Math.min(waitMs * 2, longestRetryMs)
    }
    opened.addEventListener('change', (event: MessageEvent<string>) => onChange(readChange(event.data)))
  }
  return whileVisible(open, close)
}
