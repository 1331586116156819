import { cn } from '@/components/ui/cn'
import type { FieldChange } from '@/lib/dashboards/changes'

const nothing = <span className="text-muted-foreground">none</span>

const looks = {
  change: ['bg-destructive-soft text-destructive-soft-foreground', 'bg-success-soft text-success-soft-foreground'],
  sides: ['bg-warning-soft text-warning-soft-foreground', 'bg-primary-soft text-primary-soft-foreground'],
} as const

/** Field by field what was and what is, or what two `sides` have; each in words of its own, not by colour alone. */
export function FieldChanges({ fields, sides }: { fields: readonly FieldChange[]; sides?: [string, string] }) {
  const [was, is] = sides ?? ['Before', 'After']
  const [first, second] = looks[sides ? 'sides' : 'change']
  return (
    <dl className="grid gap-2 text-xs">
      {fields.map(({ field, before, after }) => (
        <div key={field} className="grid gap-1 sm:grid-cols-[7rem_minmax(0,1fr)]">
          <dt className="font-medium">{field}</dt>
          <dd className="grid gap-1">
            <p className={cn('rounded px-2 py-1 [overflow-wrap:anywhere]', first)}>
              <span className="mr-1.5 font-medium">{was}</span>
              {before || nothing}
            </p>
            <p className={cn('rounded px-2 py-1 [overflow-wrap:anywhere]', second)}>
              <span className="mr-1.5 font-medium">{is}</span>
              {after || nothing}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  )
}
