'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { DetectionCalendar } from './detection-calendar'
import type { DetectionDraft } from './detection-draft'

const sensitivities = [
  { value: 'default', label: 'As configured' },
  { value: 'low', label: 'Low', hint: 'about 1 alarm a week' },
  { value: 'medium', label: 'Medium', hint: 'about 2' },
  { value: 'high', label: 'High', hint: 'about 4' },
] as const
const directions = [
  { value: 'both', label: 'Both' },
  { value: 'up', label: 'Rises' },
  { value: 'down', label: 'Falls' },
] as const
const mutes = [
  { value: 'off', label: 'Not muted' },
  { value: '1h', label: 'For an hour' },
  { value: '8h', label: 'For 8 hours' },
  { value: '24h', label: 'For a day' },
  { value: 'always', label: 'Until further notice' },
] as const

type DetectionFormProps = {
  draft: DetectionDraft
  errors: Record<string, string>
  unit: string
  onChange: (change: Partial<DetectionDraft>) => void
}

/** How one metric is watched, as it is typed; what is wrong stands at its field. */
export function DetectionForm({ draft, errors, unit, onChange }: DetectionFormProps) {
  const kept = draft.mute === 'kept' ? [{ value: 'kept' as const, label: 'As it is' }] : []
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Sensitivity" error={errors.sensitivity}>
          {({ id }) => (
            <Select
              id={id}
              label="Sensitivity"
              value={draft.sensitivity}
              options={sensitivities}
              onChange={(sensitivity) => onChange({ sensitivity })}
            />
          )}
        </Field>
        <div className="grid content-start gap-1.5">
          <span className="font-medium text-[13px]">Tell me when it</span>
          <Segmented
            label="Direction"
            value={draft.direction}
            options={directions}
            onChange={(direction) => onChange({ direction })}
            className="w-fit"
          />
        </div>
        <Field
          label={unit ? `Smallest difference (${unit})` : 'Smallest difference'}
          hint="Closer to the expected value is no anomaly"
          error={errors.floor_absolute}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              placeholder="none"
              value={draft.floorAbsolute}
              onChange={(event) => onChange({ floorAbsolute: event.target.value })}
            />
          )}
        </Field>
        <Field label="Smallest difference (%)" hint="In percent of the expected value" error={errors.floor_percent}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              placeholder="none"
              value={draft.floorPercent}
              onChange={(event) => onChange({ floorPercent: event.target.value })}
            />
          )}
        </Field>
        <Field label="Mute" hint="Muted, it goes on learning and raises nothing" error={errors.muted_until}>
          {({ id }) => (
            <Select
              id={id}
              label="Mute"
              value={draft.mute}
              options={[...mutes, ...kept]}
              onChange={(mute) => onChange({ mute })}
            />
          )}
        </Field>
      </div>
      <DetectionCalendar draft={draft} errors={errors} onChange={onChange} />
    </div>
  )
}
