'use client'

import { ZonePicker } from '@/components/explore/zone-picker'
import { useMinute, useTimeZone } from '@/components/layout/clock'
import { RangeSteps } from '@/components/layout/range-steps'
import { RefreshPicker } from '@/components/layout/refresh-picker'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import type { RangeTrail } from '@/components/layout/use-range-trail'
import { useSearch } from '@/components/layout/use-search'
import type { ShownRange } from '@/components/layout/use-time-range'
import type { AnnotationKind } from '@/lib/dashboards/annotations'
import { AnnotationMenu } from './annotation-menu'

type BoardToolbarProps = { range: ShownRange; trail: RangeTrail; shown: ReadonlySet<AnnotationKind> }

/** When a board is of: its interval and the ways through time, its zone, and how often it asks again. All is in the address. */
export function BoardToolbar({ range, trail, shown }: BoardToolbarProps) {
  const local = useTimeZone()
  const now = useMinute()
  const { change } = useSearch()
  const zone = range.timeZone === local ? undefined : range.timeZone
  return (
    <section aria-label="Time" className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
      <TimeRangePicker range={range} onChange={trail.to} />
      <RangeSteps trail={trail} atEnd={range.resolve(now).to > now} />
      <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
        <AnnotationMenu shown={shown} />
        <ZonePicker value={zone} local={local} onChange={(tz) => change({ tz: tz ?? null })} />
        <RefreshPicker />
      </div>
    </section>
  )
}
