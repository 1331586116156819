import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { operators, valueTypes } from '@/lib/quality/contract'
import { type ParamName, paramsFor, type RuleDraft } from './rule-draft'

const labels: Record<ParamName, { label: string; hint?: string; placeholder?: string }> = {
  min: { label: 'At least' },
  max: { label: 'At most' },
  values: { label: 'Values', hint: 'Divided by commas', placeholder: 'new, paid, sent' },
  pattern: { label: 'Pattern', hint: 'RE2; looked for anywhere in the value', placeholder: '^[A-Z]{2}-\\d+$' },
  value_type: { label: 'Type' },
  references: { label: 'Refers to', hint: 'A table, or table.column', placeholder: 'customers' },
  operator: { label: 'Is' },
  other_column: { label: 'Other column', placeholder: 'created_at' },
  expr: {
    label: 'Formula',
    hint: 'Columns, numbers, texts in quotes; + - * /, = != < > <= >=, and, or, not, in (…), is null',
    placeholder: 'total = price * quantity',
  },
  max_age: { label: 'Newest event no older than', placeholder: '15m' },
  per: { label: 'Per', placeholder: '1h' },
  learned: { label: 'As usual at this time of day' },
  metric: { label: 'Metric', placeholder: 'orders_amount_sum' },
  equals: { label: 'Equals', hint: 'A metric or a formula', placeholder: 'payments_amount_sum' },
  tolerance_percent: { label: 'Give or take, percent', placeholder: '1' },
}

type Props = { draft: RuleDraft; onChange: (name: ParamName, value: string) => void }

/** What a type of rule needs beside its columns. */
export function RuleParams({ draft: { type, params }, onChange }: Props) {
  return (paramsFor[type] ?? []).map((name) => {
    const { label, hint, placeholder } = labels[name]
    const value = params[name] ?? ''
    if (name === 'learned') {
      return (
        <div key={name} className="flex items-center gap-2 text-[13px]">
          <Checkbox
            label={label}
            checked={value === 'true'}
            onChange={(event) => onChange(name, String(event.target.checked))}
          />
          {label}
        </div>
      )
    }
    const choices = name === 'operator' ? operators : name === 'value_type' ? valueTypes : null
    return (
      <Field
        key={name}
        label={label}
        hint={hint}
        className={name === 'expr' || name === 'values' ? 'sm:col-span-2' : ''}
      >
        {(control) =>
          choices ? (
            <Select
              id={control.id}
              label={label}
              value={value === '' ? 'none' : value}
              options={[
                { value: 'none', label: 'Choose …' },
                ...choices.map((one) => ({ value: one as string, label: one as string })),
              ]}
              onChange={(next) => onChange(name, next === 'none' ? '' : next)}
              className="w-full"
            />
          ) : (
            <Input
              {...control}
              value={value}
              placeholder={placeholder}
              className={name === 'expr' || name === 'pattern' ? 'font-mono' : ''}
              onChange={(event) => onChange(name, event.target.value)}
            />
          )
        }
      </Field>
    )
  })
}
