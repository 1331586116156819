'use client'

type RadioCardsProps<V extends string> = {
  legend: string
  name: string
  value: V
  options: readonly { value: V; label: string; hint: string }[]
  onChange: (value: V) => void
  error?: string
}

/** One choice of a few, each with what it means. */
export function RadioCards<V extends string>({ legend, name, value, options, onChange, error }: RadioCardsProps<V>) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-[13px]">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2 text-[13px] hover:bg-accent has-checked:border-primary has-checked:bg-primary-soft/50"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            tabIndex={option.value === value ? 0 : -1}
            onChange={() => onChange(option.value)}
            className="mt-0.5 size-4 shrink-0 accent-primary"
          />
          <span className="min-w-0">
            <span className="font-medium">{option.label}</span>
            <span className="block text-muted-foreground text-xs">{option.hint}</span>
          </span>
        </label>
      ))}
      {error ? <p className="text-destructive text-xs">{error}</p> : null}
    </fieldset>
  )
}
