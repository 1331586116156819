'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { AlertRoute } from '@/lib/alerts/routing-contract'
import { ChannelsField } from './channels-field'
import { TextField } from './form-fields'

type Escalations = AlertRoute['escalations']
type EscalationsFieldProps = { value: Escalations; onChange: (steps: Escalations) => void }

/** Who else is told, and after how long, where nobody acknowledges. */
export function EscalationsField({ value, onChange }: EscalationsFieldProps) {
  const put = (index: number, patch: Partial<Escalations[number]>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...patch } : one)))
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium text-[13px]">Where nobody acknowledges</legend>
      {value.map((step, index) => (
        <div key={`step ${index + 1}`} className="flex items-start gap-3 rounded-md border p-3">
          <TextField
            label="After"
            placeholder="15m"
            value={step.after}
            onChange={(after) => put(index, { after })}
            className="w-24 shrink-0"
          />
          <div className="min-w-0 flex-1">
            <ChannelsField legend="tell also" value={step.channels} onChange={(channels) => put(index, { channels })} />
          </div>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={`Remove the step after ${step.after}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        size="sm"
        className="justify-self-start"
        onClick={() => onChange([...value, { after: '15m', channels: [] }])}
      >
        <Plus aria-hidden />
        Escalation
      </Button>
    </fieldset>
  )
}
