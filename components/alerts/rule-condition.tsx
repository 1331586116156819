'use client'

import { Segmented } from '@/components/ui/segmented'
import { directions, noDataPolicies, operators, references } from '@/lib/alerts/contract'
import { operatorNames } from './alert-words'
import { ChoiceField, TextField } from './form-fields'
import type { RulePartProps } from './rule-subject'

const tests = [
  { value: 'threshold', label: 'Crosses a threshold' },
  { value: 'change', label: 'Changes' },
] as const
const referenceNames = {
  baseline: 'What is usual',
  previous_hour: 'The hour before',
  same_hour_last_week: 'The same hour last week',
}
const earlier = ['1d', '7d', '28d']
const directionNames = { up: 'more', down: 'less', either: 'more or less' }
const ownTime = 'own'

const noDataNames = { ok: 'Nothing is wrong', keep: 'It stays as it is', fire: 'It fires' }

function Threshold({ draft, onChange, errors }: RulePartProps) {
  const isOrdered = draft.operator !== '=' && draft.operator !== '!='
  return (
    <div className="grid gap-4 sm:grid-cols-3 sm:items-start">
      <ChoiceField
        label="Fires when it is"
        value={draft.operator}
        options={operators.map((value) => ({ value, label: operatorNames[value] }))}
        onChange={(operator) => onChange({ operator })}
        error={errors.operator}
      />
      <TextField
        label="Threshold"
        numeric
        placeholder="100"
        value={draft.threshold}
        onChange={(threshold) => onChange({ threshold })}
        error={errors.threshold}
      />
      {isOrdered ? (
        <TextField
          label="Over again at"
          hint="Where it is left empty, the threshold"
          numeric
          value={draft.recovery}
          onChange={(recovery) => onChange({ recovery })}
          error={errors.recovery_threshold}
        />
      ) : null}
    </div>
  )
}

function Change({ draft, onChange, errors }: RulePartProps) {
  const known = [...references, ...earlier].some((one) => one === draft.from)
  return (
    <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
      <ChoiceField
        label="Against"
        value={known ? draft.from : ownTime}
        options={[
          ...references.map((value) => ({ value: value as string, label: referenceNames[value] })),
          ...earlier.map((value) => ({ value, label: `${value} before` })),
          { value: ownTime, label: 'Another time before …' },
        ]}
        onChange={(next) => onChange({ from: next === ownTime ? '' : next })}
        error={known ? errors.change : undefined}
      />
      {known ? null : (
        <TextField
          label="How long before"
          hint="2h, 3d …"
          value={draft.from}
          onChange={(from) => onChange({ from })}
          error={errors.change}
        />
      )}
      <ChoiceField
        label="It is"
        value={draft.direction}
        options={directions.map((value) => ({ value, label: directionNames[value] }))}
        onChange={(direction) => onChange({ direction })}
      />
      <TextField
        label="By at least, percent"
        numeric
        value={draft.percent}
        onChange={(percent) => onChange({ percent })}
      />
      <TextField
        label="And at least, in all"
        hint="Where both are given, both are needed"
        numeric
        value={draft.absolute}
        onChange={(absolute) => onChange({ absolute })}
      />
    </div>
  )
}

/** When a rule over values fires, and when it stops. */
export function RuleCondition(props: RulePartProps) {
  const { draft, onChange, errors } = props
  const options = noDataPolicies.map((value) => ({ value, label: noDataNames[value] }))
  return (
    <>
      <Segmented
        label="Condition"
        value={draft.test}
        options={tests}
        onChange={(test) => onChange({ test })}
        className="justify-self-start"
      />
      {draft.test === 'threshold' ? <Threshold {...props} /> : <Change {...props} />}
      <div className="grid gap-4 sm:grid-cols-3 sm:items-start">
        <TextField
          label="For at least"
          hint="0s: at once"
          value={draft.for}
          onChange={(lasting) => onChange({ for: lasting })}
          error={errors.for}
        />
        <ChoiceField
          label="Without data"
          value={draft.noData}
          options={options}
          onChange={(noData) => onChange({ noData })}
          error={errors.no_data}
        />
        <ChoiceField
          label="If it cannot be asked"
          value={draft.onError}
          options={options}
          onChange={(onError) => onChange({ onError })}
          error={errors.on_error}
        />
      </div>
    </>
  )
}
