'use client'

import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { type Severity, severities } from '@/lib/alerts/contract'
import { ChannelsField } from './channels-field'
import { ChoiceField, TextField } from './form-fields'
import type { RulePartProps } from './rule-subject'

const found = 'found'

/** How bad it is, whose it is, and what people are told. */
export function RulePeople({ draft, onChange, errors }: RulePartProps) {
  const asFound = draft.kind === 'metric' ? 'medium' : 'as it was found'
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
        <ChoiceField<Severity | typeof found>
          label="Severity"
          value={draft.severity || found}
          options={[
            { value: found, label: asFound, hint: 'default' },
            ...severities.map((value) => ({ value, label: value })),
          ]}
          onChange={(next) => onChange({ severity: next === found ? '' : next })}
          error={errors.severity}
        />
        <TextField
          label="Owner"
          hint="Who looks after it; routing can tell them"
          placeholder="payments"
          value={draft.owner}
          onChange={(owner) => onChange({ owner })}
          error={errors.owner}
        />
        <TextField
          label="Runbook"
          hint="What to do when it fires"
          placeholder="https://wiki.example.com/orders"
          value={draft.runbook}
          onChange={(runbook) => onChange({ runbook })}
          error={errors.runbook_url}
        />
        <TextField
          label="Labels"
          hint="For routing and silences"
          placeholder="team=payments, tier=1"
          value={draft.labels}
          onChange={(labels) => onChange({ labels })}
          error={errors.labels}
        />
      </div>
      <ChannelsField
        legend="Channels"
        hint="Where none is chosen, the routing says who is told"
        value={draft.channels}
        onChange={(channels) => onChange({ channels })}
      />
      {errors.channels ? <p className="text-destructive text-xs">{errors.channels}</p> : null}
      <details className="group" open={Boolean(draft.title || draft.message || errors.title || errors.message)}>
        <summary className="cursor-pointer text-[13px] text-muted-foreground hover:text-foreground">
          Own words for title and message
        </summary>
        <div className="mt-3 grid gap-4">
          <TextField
            label="Title"
            placeholder="{{ metric }} is {{ value }} for {{ labels.status }}"
            value={draft.title}
            onChange={(title) => onChange({ title })}
            error={errors.title}
          />
          <Field
            label="Message"
            hint="Liquid: {{ value }}, {{ threshold }}, {{ expected }}, {{ table }}, {{ severity }}, {{ labels.name }}"
            error={errors.message}
          >
            {(control) => (
              <Textarea
                {...control}
                maxLength={4000}
                value={draft.message}
                onChange={(event) => onChange({ message: event.target.value })}
              />
            )}
          </Field>
        </div>
      </details>
    </>
  )
}
