'use client'

import { Plus, X } from 'lucide-react'
import { toneIcons, toneWords } from '@/components/charts/tone'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { type Threshold, type Tone, tones } from '@/lib/dashboards/looks-contract'
import { NumberField } from './number-field'

const most = 10

type ThresholdsFieldProps = { value: readonly Threshold[]; onChange: (value: Threshold[] | undefined) => void }

/** Values from which on a figure means something else. */
export function ThresholdsField({ value, onChange }: ThresholdsFieldProps) {
  const put = (next: Threshold[]) => onChange(next.length > 0 ? next : undefined)
  const change = (index: number, part: Partial<Threshold>) =>
    put(value.map((one, i) => (i === index ? { ...one, ...part } : one)))
  const next = (): Threshold => {
    const last = value.at(-1)
    return last ? { value: last.value * 2 || 1, tone: 'bad' } : { value: 0, tone: 'good' }
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-[13px]">Thresholds</legend>
      {value.map(({ value: from, tone }, index) => {
        const Icon = toneIcons[tone]
        return (
          <div key={`threshold ${index + 1}`} className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <NumberField
                label={`From ${index + 1}`}
                value={from}
                onChange={(now) => now !== undefined && change(index, { value: now })}
              />
            </div>
            <Select<Tone>
              label={`Meaning ${index + 1}`}
              prefix={<Icon aria-hidden className="size-3.5" />}
              value={tone}
              options={tones.map((one) => ({ value: one, label: toneWords[one] }))}
              onChange={(now) => change(index, { tone: now })}
            />
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove threshold ${index + 1}`}
              onClick={() => put(value.filter((_, i) => i !== index))}
            >
              <X />
            </Button>
          </div>
        )
      })}
      {value.length < most ? (
        <Button size="sm" className="justify-self-start" onClick={() => put([...value, next()])}>
          <Plus aria-hidden />
          Add a threshold
        </Button>
      ) : null}
    </fieldset>
  )
}
