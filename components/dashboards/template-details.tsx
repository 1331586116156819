import { Info } from 'lucide-react'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { registry } from '@/components/widgets/registry'
import type { BoardTemplate } from '@/lib/dashboards/template-contract'
import { sentence } from '@/lib/dashboards/words'

const none = '(none)'

type TemplateDetailsProps = {
  template: BoardTemplate
  tables: readonly string[]
  onChange: (slot: string, table: string | null) => void
}

/** Which tables a template takes, to be changed, what it makes of them, and what it has no data for. */
export function TemplateDetails({ template, tables, onChange }: TemplateDetailsProps) {
  const { description, slots, missing, widgets } = template
  const choices = (fits: readonly string[]) => [...new Set([...fits, ...tables])]
  return (
    <section aria-label={`Template ${template.name}`} className="grid gap-3 rounded-lg border p-3">
      <p className="text-[13px] text-muted-foreground">{description}.</p>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {slots.map(({ id, name, table, fits }) => (
          <Field key={id} label={sentence(name)} className="min-w-0">
            {(control) => (
              <Select
                id={control.id}
                label={`Table of ${name}`}
                className="w-full"
                value={table ?? none}
                onChange={(value) => onChange(id, value === none ? null : value)}
                options={[
                  { value: none, label: 'No table' },
                  ...choices(fits).map((value) => ({ value, label: value })),
                ]}
              />
            )}
          </Field>
        ))}
      </div>
      {widgets.length > 0 ? (
        <ul aria-label="What it shows" className="grid gap-x-4 gap-y-1 text-[13px] sm:grid-cols-2">
          {widgets.map(({ type, title, position: { x, y } }) => {
            const { icon: Icon, name } = registry[type]
            return (
              <li key={`${x} ${y}`} className="flex min-w-0 items-start gap-2">
                <Icon aria-label={name} className="mt-0.5 size-3.5 shrink-0 text-muted-foreground" />
                <span className="min-w-0 break-words">{title}</span>
              </li>
            )
          })}
        </ul>
      ) : null}
      {missing.length > 0 ? (
        <ul aria-label="What is missing" className="grid gap-1 text-muted-foreground text-xs">
          {missing.map((what) => (
            <li key={what} className="flex items-start gap-2">
              <Info aria-hidden className="mt-px size-3.5 shrink-0" />
              <span className="min-w-0 break-words">{what}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
