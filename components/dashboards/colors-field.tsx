'use client'

import { displayName, paletteSize } from '@/components/charts/palette'
import { Select } from '@/components/ui/select'

const automatic = 'auto'
const words = ['Blue', 'Orange', 'Teal', 'Violet', 'Magenta', 'Olive', 'Sea', 'Rust']
const choices = Array.from({ length: paletteSize }, (_, index) => String(index + 1))

type ColorsFieldProps = {
  names: readonly string[]
  value: Readonly<Record<string, number>>
  onChange: (value: Record<string, number> | undefined) => void
}

/** A colour of the palette for each series that is drawn. */
export function ColorsField({ names, value, onChange }: ColorsFieldProps) {
  if (names.length === 0) return null
  const put = (name: string, choice: string) => {
    const { [name]: _, ...rest } = value
    const next = choice === automatic ? rest : { ...rest, [name]: Number(choice) }
    onChange(Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-[13px]">Colours</legend>
      {names.slice(0, 20).map((name) => {
        const chosen = Object.hasOwn(value, name) ? value[name] : undefined
        return (
          <div key={name} className="flex items-center gap-2">
            <span
              aria-hidden
              className="size-3 shrink-0 rounded-full border"
              style={chosen ? { background: `var(--chart-${chosen})` } : undefined}
            />
            <span className="min-w-0 flex-1 truncate text-[13px]" title={name}>
              {displayName(name)}
            </span>
            <Select
              label={`Colour of ${displayName(name)}`}
              value={chosen ? String(chosen) : automatic}
              options={[
                { value: automatic, label: 'Automatic' },
                ...choices.map((one, index) => ({ value: one, label: words[index] ?? one })),
              ]}
              onChange={(choice) => put(name, choice)}
            />
          </div>
        )
      })}
    </fieldset>
  )
}
