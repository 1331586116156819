'use client'

import { formatAgo, formatInstant } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from './clock'

/** How long ago, with the exact time on hover. */
export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const now = useRecently()
  const timeZone = useTimeZone()
  return (
    <time dateTime={at} title={formatInstant(at, timeZone)} className={className}>
      {formatAgo(at, now)}
    </time>
  )
}

/** An instant in the reader's zone. */
export function Moment({ at, className }: { at: string; className?: string }) {
  const timeZone = useTimeZone()
  return (
    <time dateTime={at} title={`${at} (${timeZone})`} className={className}>
      {formatInstant(at, timeZone)}
    </time>
  )
}
