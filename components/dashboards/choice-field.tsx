import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'

type ChoiceFieldProps<V extends string> = {
  label: string
  hint?: string
  value: V
  options: readonly { value: V; label: string }[]
  onChange: (value: V) => void
}

/** One choice of a few, under its label. */
export function ChoiceField<V extends string>({ label, hint, value, options, onChange }: ChoiceFieldProps<V>) {
  return (
    <Field label={label} hint={hint}>
      {({ id }) => (
        <Select<V> id={id} label={label} className="w-full" value={value} onChange={onChange} options={[...options]} />
      )}
    </Field>
  )
}
