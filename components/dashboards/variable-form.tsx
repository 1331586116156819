'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { allValues } from '@/lib/dashboards/board-words'
import { ownLabels } from '@/lib/dashboards/suggest'
import { type BoardVariable, boardVariable } from '@/lib/dashboards/variable-contract'
import { joinValues, splitValues } from '@/lib/dashboards/variables'
import { metricListOptions, metricOptions } from '@/lib/metrics/client'

type VariableFormProps = {
  variable: BoardVariable
  isTaken: boolean
  onChange: (variable: BoardVariable) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

const kinds = [
  { value: 'label', label: 'Values of a label' },
  { value: 'free', label: 'Free text' },
] as const

/** What is wrong with each field, by its name. */
function problemsOf(variable: BoardVariable, isTaken: boolean): Record<string, string> {
  const { error } = boardVariable.safeParse(variable)
  const issues = error?.issues.map(({ path, message }) => [String(path[0]), message] as const) ?? []
  return { ...Object.fromEntries(issues), ...(isTaken ? { name: 'Another variable has this name' } : {}) }
}

function LabelFields({ variable, problem, patch }: LabelFieldsProps) {
  const list = useId()
  const { metric = '', label = '' } = variable
  const metrics = useQuery(metricListOptions()).data?.metrics ?? []
  const known = useQuery({ ...metricOptions(metric), enabled: metrics.some(({ name }) => name === metric) }).data
  const labels = [...new Set([...(label ? [label] : []), ...(known ? ownLabels(known) : [])])]
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Field label="Metric">
        {(control) => (
          <>
            <Input
              {...control}
              list={list}
              value={metric}
              placeholder="orders_by_status"
              onChange={(event) => patch({ metric: event.target.value || undefined, label: undefined })}
            />
            <datalist id={list}>
              {metrics.map(({ name }) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Label" error={problem}>
        {(control) =>
          labels.length > 0 ? (
            <Select
              id={control.id}
              label="Label"
              className="w-full"
              value={label}
              onChange={(value) => patch({ label: value })}
              options={labels.map((value) => ({ value, label: value }))}
            />
          ) : (
            <Input {...control} value={label} onChange={(event) => patch({ label: event.target.value || undefined })} />
          )
        }
      </Field>
    </div>
  )
}
type LabelFieldsProps = {
  variable: BoardVariable
  problem: string | undefined
  patch: (change: Partial<BoardVariable>) => void
}

/** One variable of a board, changed as it is typed. */
export function VariableForm({ variable, isTaken, onChange, onMove, onRemove }: VariableFormProps) {
  const id = useId()
  const problems = problemsOf(variable, isTaken)
  const patch = (change: Partial<BoardVariable>) => onChange({ ...variable, ...change })
  const { name, title, kind, options, multiple, include_all } = variable
  const usual = variable.default.filter((value) => value !== allValues)
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-lg border p-3">
      <legend className="sr-only">Variable {name}</legend>
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <Field label="Name" error={problems.name} hint={`Written $${name || 'name'}`}>
          {(control) => (
            <Input
              {...control}
              maxLength={50}
              value={name}
              onChange={(event) => patch({ name: event.target.value.trim() })}
            />
          )}
        </Field>
        <Field label="Title">
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              value={title ?? ''}
              onChange={(event) => patch({ title: event.target.value || undefined })}
            />
          )}
        </Field>
        <Field label="Kind">
          {({ id }) => (
            <Select
              id={id}
              label="Kind"
              className="w-full"
              value={kind}
              options={kinds}
              onChange={(value) => patch({ kind: value })}
            />
          )}
        </Field>
      </div>
      {kind === 'label' ? <LabelFields variable={variable} problem={problems.label} patch={patch} /> : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Options" hint="With commas between; offered instead">
          {(control) => (
            <Input
              {...control}
              defaultValue={joinValues(options ?? [])}
              onBlur={(event) => {
                const values = [...new Set(splitValues(event.target.value))]
                patch({ options: values.length > 0 ? values : undefined })
              }}
            />
          )}
        </Field>
        <Field label="Default" error={problems.default} hint={include_all ? 'Empty for all' : 'What is chosen first'}>
          {(control) => (
            <Input
              {...control}
              defaultValue={joinValues(usual)}
              onBlur={(event) => patch({ default: [...new Set(splitValues(event.target.value))] })}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[13px]">
        <span className="flex items-center gap-2">
          <Checkbox
            id={`${id}-multiple`}
            label="Several at once"
            checked={multiple}
            onChange={() => patch({ multiple: !multiple })}
          />
          <label htmlFor={`${id}-multiple`}>Several at once</label>
        </span>
        <span className="flex items-center gap-2">
          <Checkbox
            id={`${id}-include_all`}
            label="All is a choice"
            checked={include_all}
            onChange={() => patch({ include_all: !include_all })}
          />
          <label htmlFor={`${id}-include_all`}>All is a choice</label>
        </span>
        <span className="ml-auto flex gap-1">
          <Button variant="ghost" size="icon-sm" aria-label={`Move ${name} up`} onClick={() => onMove(-1)}>
            <ArrowUp />
          </Button>
          <Button variant="ghost" size="icon-sm" aria-label={`Move ${name} down`} onClick={() => onMove(1)}>
            <ArrowDown />
          </Button>
          <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
            <Trash2 />
          </Button>
        </span>
      </div>
    </fieldset>
  )
}
