'use client'

import { Plus, X } from 'lucide-react'
import { useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { weekdays } from '@/lib/anomalies/detection-contract'
import type { DetectionDraft } from './detection-draft'

type CalendarProps = {
  draft: DetectionDraft
  errors: Record<string, string>
  onChange: (change: Partial<DetectionDraft>) => void
}
type Weekly = DetectionDraft['weekly'][number]
type Dates = DetectionDraft['dates'][number]

function RowErrors({ errors, at }: { errors: Record<string, string>; at: string }) {
  const own = Object.entries(errors).filter(([path]) => path.startsWith(`${at}.`))
  if (own.length === 0) return null
  return (
    <p role="alert" className="basis-full text-destructive text-xs">
      {own.map(([path, message]) => `${path.slice(at.length + 1).replaceAll('_', ' ')}: ${message}`).join('; ')}
    </p>
  )
}

function Days({ value, onChange }: { value: Weekly['days']; onChange: (days: Weekly['days']) => void }) {
  return (
    <span className="inline-flex gap-0.5">
      {weekdays.map((day) => {
        const on = value.includes(day)
        return (
          <button
            key={day}
            type="button"
            aria-pressed={on}
            aria-label={day}
            onClick={() => onChange(weekdays.filter((one) => (one === day ? !on : value.includes(one))))}
            className={cn(
              'size-7 rounded-md border font-medium text-[11px] capitalize',
              on
                ? 'border-primary bg-primary-soft text-primary-soft-foreground'
                : 'text-muted-foreground hover:bg-accent',
            )}
          >
            {day.slice(0, 2)}
          </button>
        )
      })}
    </span>
  )
}

const rowStyle = 'flex flex-wrap items-center gap-2 rounded-md border p-2'

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="icon-sm" variant="ghost" aria-label={label} className="ml-auto" onClick={onClick}>
      <X />
    </Button>
  )
}

/** Weekly windows and days that are neither judged nor learned from. */
export function DetectionCalendar({ draft, errors, onChange }: CalendarProps) {
  const time_zone = useTimeZone()
  const nextKey = 1 + Math.max(0, ...[...draft.weekly, ...draft.dates].map(({ key }) => key))
  const setWeekly = (key: number, change: Partial<Weekly>) =>
    onChange({ weekly: draft.weekly.map((one) => (one.key === key ? { ...one, ...change } : one)) })
  const setDates = (key: number, change: Partial<Dates>) =>
    onChange({ dates: draft.dates.map((one) => (one.key === key ? { ...one, ...change } : one)) })
  const addWeekly = (): Weekly => ({ key: nextKey, days: ['sunday'], from: '02:00', to: '04:00', time_zone })
  const addDates = (): Dates => ({ key: nextKey, first_day: '', last_day: '', time_zone })
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-[13px]">Left out: neither judged nor learned from</legend>
      {draft.weekly.map((one, index) => (
        <div key={one.key} className={rowStyle}>
          <Days value={one.days} onChange={(days) => setWeekly(one.key, { days })} />
          <Input
            type="time"
            aria-label={`Window ${index + 1}: from`}
            className="w-32 max-sm:w-36"
            value={one.from}
            onChange={(event) => setWeekly(one.key, { from: event.target.value })}
          />
          <span className="text-muted-foreground text-xs">to</span>
          <Input
            type="time"
            aria-label={`Window ${index + 1}: to`}
            className="w-32 max-sm:w-36"
            value={one.to === '24:00' ? '00:00' : one.to}
            onChange={(event) =>
              setWeekly(one.key, { to: event.target.value === '00:00' ? '24:00' : event.target.value })
            }
          />
          <span className="text-muted-foreground text-xs [overflow-wrap:anywhere]">{one.time_zone}</span>
          <Remove
            label={`Remove window ${index + 1}`}
            onClick={() => onChange({ weekly: draft.weekly.filter(({ key }) => key !== one.key) })}
          />
          <RowErrors errors={errors} at={`excluded.weekly.${index}`} />
        </div>
      ))}
      {draft.dates.map((one, index) => (
        <div key={one.key} className={rowStyle}>
          <Input
            type="date"
            aria-label={`Days ${index + 1}: first`}
            className="w-36 max-sm:w-40"
            value={one.first_day}
            onChange={(event) => setDates(one.key, { first_day: event.target.value })}
          />
          <span className="text-muted-foreground text-xs">to</span>
          <Input
            type="date"
            aria-label={`Days ${index + 1}: last`}
            className="w-36 max-sm:w-40"
            value={one.last_day}
            onChange={(event) => setDates(one.key, { last_day: event.target.value })}
          />
          <span className="text-muted-foreground text-xs [overflow-wrap:anywhere]">{one.time_zone}</span>
          <Remove
            label={`Remove days ${index + 1}`}
            onClick={() => onChange({ dates: draft.dates.filter(({ key }) => key !== one.key) })}
          />
          <RowErrors errors={errors} at={`excluded.dates.${index}`} />
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onChange({ weekly: [...draft.weekly, addWeekly()] })}>
          <Plus aria-hidden />
          Weekly window
        </Button>
        <Button size="sm" onClick={() => onChange({ dates: [...draft.dates, addDates()] })}>
          <Plus aria-hidden />
          Days
        </Button>
      </div>
    </fieldset>
  )
}
