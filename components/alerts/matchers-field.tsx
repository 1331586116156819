'use client'

import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type Matcher, matcherFields, matchOperators } from '@/lib/alerts/routing-contract'

const operatorWords: Record<Matcher['operator'], string> = {
  '=': 'is',
  '!=': 'is not',
  '=~': 'matches',
  '!~': 'does not match',
}
const operators = matchOperators.map((value) => ({ value, label: operatorWords[value] }))

type MatchersFieldProps = {
  legend: string
  hint?: string
  matchers: readonly Matcher[]
  onChange: (matchers: Matcher[]) => void
}

/** Conditions on the labels of alerts, all of which must hold. */
export function MatchersField({ legend, hint, matchers, onChange }: MatchersFieldProps) {
  const id = useId()
  const put = (index: number, patch: Partial<Matcher>) =>
    onChange(matchers.map((one, at) => (at === index ? { ...one, ...patch } : one)))
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-[13px]">{legend}</legend>
      <datalist id={id}>
        {matcherFields.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {matchers.map(({ label, operator, value }, index) => (
        <div key={`matcher ${index + 1}`} className="flex items-center gap-1.5 max-sm:flex-wrap">
          <Input
            aria-label="Label"
            list={id}
            placeholder="table"
            className="sm:w-32"
            value={label}
            onChange={(event) => put(index, { label: event.target.value.trim() })}
          />
          <Select
            label="Comparison"
            value={operator}
            options={operators}
            onChange={(next) => put(index, { operator: next })}
            className="shrink-0"
          />
          <Input
            aria-label={`Value of ${label || 'the label'}`}
            placeholder={operator === '=~' || operator === '!~' ? 'orders|payments' : 'orders'}
            className="max-sm:flex-1"
            value={value}
            onChange={(event) => put(index, { value: event.target.value })}
          />
          <Button
            size="icon"
            variant="ghost"
            aria-label={`Remove the condition on ${label || 'nothing'}`}
            onClick={() => onChange(matchers.filter((_, at) => at !== index))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" onClick={() => onChange([...matchers, { label: '', operator: '=', value: '' }])}>
          <Plus aria-hidden />
          Condition
        </Button>
        {hint ? <p className="text-muted-foreground text-xs">{hint}</p> : null}
      </div>
    </fieldset>
  )
}
