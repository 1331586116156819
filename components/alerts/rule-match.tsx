'use client'

import { useQuery } from '@tanstack/react-query'
import { type Severity, severities } from '@/lib/alerts/contract'
import { statsOptions } from '@/lib/metrics/client'
import { CheckField } from './check-field'
import { ChoiceField, TextField } from './form-fields'
import type { RuleDraft } from './rule-draft'
import type { RulePartProps } from './rule-subject'

type Name = keyof RuleDraft['match']
const fields: Record<Exclude<RuleDraft['kind'], 'metric'>, Name[]> = {
  anomaly: ['table', 'metric'],
  violation: ['table', 'rule'],
  schema_change: ['table', 'source'],
  source: ['source', 'maxLag'],
}
const words: Record<Name, { label: string; hint?: string; placeholder: string }> = {
  table: { label: 'Of the table', placeholder: 'any table' },
  metric: { label: 'Of the metric', placeholder: 'any metric' },
  rule: { label: 'Of the quality rule', placeholder: 'any rule' },
  source: { label: 'Of the source', placeholder: 'any source' },
  maxLag: { label: 'Or is behind more than', placeholder: '5m', hint: 'Empty: only when it has stopped' },
}
const any = 'any'

/** Which findings a rule is about. */
export function RuleMatch({ draft, onChange, errors }: RulePartProps) {
  const tables = useQuery(statsOptions()).data?.tables ?? []
  if (draft.kind === 'metric') return null
  return (
    <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
      {fields[draft.kind].map((name) => (
        <TextField
          key={name}
          {...words[name]}
          list={name === 'table' ? 'alert-tables' : undefined}
          value={draft.match[name]}
          onChange={(text) => onChange({ match: { ...draft.match, [name]: text } })}
          error={name === 'maxLag' ? errors.match : undefined}
        />
      ))}
      <datalist id="alert-tables">
        {tables.map(({ table, schema }) => (
          <option key={`${schema}.${table}`} value={table} />
        ))}
      </datalist>
      {draft.kind === 'source' ? null : (
        <ChoiceField<Severity | typeof any>
          label="Severity at least"
          value={draft.minSeverity || any}
          options={[{ value: any, label: 'any' }, ...severities.map((value) => ({ value, label: value }))]}
          onChange={(next) => onChange({ minSeverity: next === any ? '' : next })}
        />
      )}
      {draft.kind === 'schema_change' ? (
        <CheckField
          label="Only breaking changes"
          className="self-center"
          checked={draft.breaking}
          onChange={(breaking) => onChange({ breaking })}
        />
      ) : null}
      <TextField
        label="For at least"
        hint="0s: at once"
        value={draft.for}
        onChange={(lasting) => onChange({ for: lasting })}
        error={errors.for}
      />
    </div>
  )
}
