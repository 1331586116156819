'use client'

import { ZonePicker } from '@/components/explore/zone-picker'
import { useTimeZone } from '@/components/layout/clock'
import { type QuietHours, weekdays } from '@/lib/alerts/routing-contract'
import { CheckField } from './check-field'
import { TextField } from './form-fields'

type QuietHoursFieldProps = { value: QuietHours | null; onChange: (hours: QuietHours | null) => void }

/** Times in which nobody is told. */
export function QuietHoursField({ value, onChange }: QuietHoursFieldProps) {
  const local = useTimeZone()
  const start: QuietHours = { from: '22:00', to: '07:00', days: [...weekdays], time_zone: local, critical: false }
  const put = (patch: Partial<QuietHours>) => onChange({ ...(value ?? start), ...patch })
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="sr-only">Quiet hours</legend>
      <CheckField label="Quiet hours" checked={value !== null} onChange={(on) => onChange(on ? start : null)} />
      {value ? (
        <div className="grid gap-3 rounded-md border p-3">
          <div className="grid grid-cols-2 gap-3">
            <TextField label="From" type="time" value={value.from} onChange={(from) => put({ from })} />
            <TextField label="To" type="time" value={value.to} onChange={(to) => put({ to })} />
          </div>
          <fieldset className="flex flex-wrap gap-x-3 gap-y-1.5">
            <legend className="sr-only">Days</legend>
            {weekdays.map((day) => (
              <CheckField
                key={day}
                label={day}
                checked={value.days.includes(day)}
                onChange={(on) =>
                  put({ days: weekdays.filter((one) => (one === day ? on : value.days.includes(one))) })
                }
              />
            ))}
          </fieldset>
          <div className="flex flex-wrap items-center gap-3">
            <ZonePicker
              value={value.time_zone === local ? undefined : value.time_zone}
              local={local}
              onChange={(zone) => put({ time_zone: zone ?? local })}
            />
            <CheckField
              label="For what is critical too"
              checked={value.critical}
              onChange={(critical) => put({ critical })}
            />
          </div>
          <p className="text-muted-foreground text-xs">What came up meanwhile is told when they end.</p>
        </div>
      ) : null}
    </fieldset>
  )
}
