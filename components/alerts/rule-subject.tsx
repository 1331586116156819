'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { FilterField } from '@/components/explore/filter-field'
import { FormulaField } from '@/components/explore/formula-field'
import { namesIn } from '@/components/explore/formula-names'
import { MetricPicker } from '@/components/explore/metric-picker'
import { useTimeRange } from '@/components/layout/use-time-range'
import { groupings } from '@/components/metrics/metric-view'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { metricOptions } from '@/lib/metrics/client'
import { type Aggregation, aggregations } from '@/lib/metrics/question-words'

import { ChoiceField, TextField } from './form-fields'
import type { RuleDraft } from './rule-draft'

const usual = 'usual'
const subjects = [
  { value: 'metric', label: 'A metric' },
  { value: 'formula', label: 'A formula' },
] as const

type GroupFieldProps = { value: readonly string[]; labels: readonly string[]; onChange: (labels: string[]) => void }

function GroupField({ value, labels, onChange }: GroupFieldProps) {
  const offered = [...new Set([...value, ...labels])]
  return (
    <Field label="For each" hint="Each value is watched, and alerts, on its own">
      {({ id }) => (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button id={id} className="w-full justify-start font-normal" disabled={offered.length === 0}>
              <span className="min-w-0 truncate">{value.length > 0 ? value.join(', ') : 'nothing: all together'}</span>
              <ChevronDown aria-hidden className="ml-auto size-3.5! text-muted-foreground" />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start">
            {offered.map((label) => (
              <DropdownMenuCheckboxItem
                key={label}
                checked={value.includes(label)}
                onSelect={(event) => event.preventDefault()}
                onCheckedChange={(on) => onChange(on ? [...value, label] : value.filter((one) => one !== label))}
              >
                {label}
              </DropdownMenuCheckboxItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </Field>
  )
}

export type RulePartProps = {
  draft: RuleDraft
  onChange: (patch: Partial<RuleDraft>) => void
  errors: Record<string, string>
}
type RuleSubjectProps = RulePartProps & { formulaError: string | undefined }

/** What a rule over values looks at. */
export function RuleSubject({ draft, onChange, errors, formulaError }: RuleSubjectProps) {
  const [range] = useTimeRange('7d')
  const byName = draft.subject === 'metric'
  const named = byName ? draft.metric : (namesIn(draft.expr)[0] ?? '')
  const { data: metric } = useQuery({ ...metricOptions(named), enabled: named !== '', retry: false })
  const own = metric && byName && metric.aggregation !== 'formula' ? metric.aggregation : null
  return (
    <>
      <Segmented
        label="What is watched"
        value={draft.subject}
        options={subjects}
        onChange={(subject) => onChange({ subject })}
        className="justify-self-start"
      />
      {byName ? (
        <Field label="Metric" error={errors.metric}>
          {({ id }) => (
            <MetricPicker
              value={draft.metric}
              onChoose={({ name }) => onChange({ metric: name, aggregation: '', groupBy: [], filter: '' })}
            >
              <Button id={id} className="w-full justify-start font-mono font-normal text-xs">
                <span className="min-w-0 truncate">{draft.metric || 'Choose a metric'}</span>
                <ChevronDown aria-hidden className="ml-auto size-3.5! text-muted-foreground" />
              </Button>
            </MetricPicker>
          )}
        </Field>
      ) : (
        <div className="grid gap-1.5">
          <span className="font-medium text-[13px]">Formula</span>
          <FormulaField
            of="the rule"
            value={draft.expr}
            error={formulaError ?? errors.expr}
            rows={[]}
            range={range}
            onChange={(expr) => onChange({ expr })}
          />
          {(formulaError ?? errors.expr) ? (
            <p role="alert" className="whitespace-pre-wrap font-mono text-destructive text-xs">
              {formulaError ?? errors.expr}
            </p>
          ) : null}
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
        {byName ? (
          <ChoiceField<Aggregation | typeof usual>
            label="Aggregation"
            value={draft.aggregation || usual}
            options={[
              { value: usual, label: own ?? 'as usual', hint: 'default' },
              ...(metric?.aggregations ?? aggregations).map((value) => ({ value, label: value })),
            ]}
            onChange={(next) => onChange({ aggregation: next === usual ? '' : next })}
            error={errors.aggregation}
          />
        ) : null}
        <TextField
          label="Over the last"
          hint="5m, 1h, 1d …"
          value={draft.window}
          onChange={(window) => onChange({ window })}
          error={errors.window}
        />
        <GroupField
          value={draft.groupBy}
          labels={metric ? groupings(metric) : []}
          onChange={(groupBy) => onChange({ groupBy })}
        />
        {metric || draft.filter ? (
          <div className="grid gap-1.5">
            <span className="font-medium text-[13px]">Only where</span>
            <div className="flex flex-wrap gap-2">
              <FilterField
                of="the rule"
                value={draft.filter}
                labels={metric?.labels ?? []}
                metrics={metric ? [metric.name] : []}
                range={range}
                onChange={(filter) => onChange({ filter })}
              />
            </div>
            {errors.filter ? <p className="text-destructive text-xs">{errors.filter}</p> : null}
          </div>
        ) : null}
      </div>
    </>
  )
}
