import type { FieldChange } from '@/lib/dashboards/changes'

const nothing = <span className="text-muted-foreground">none</span>

/** Field by field what was and what is; each side in words of its own, not by colour alone. */
export function FieldChanges({ fields, sides }: { fields: readonly FieldChange[]; sides?: [string, string] }) {
  const [was, is] = sides ?? ['Before', 'After']
  return (
    <dl className="grid gap-2 text-xs">
      {fields.map(({ field, before, after }) => (
        <div key={field} className="grid gap-1 sm:grid-cols-[7rem_minmax(0,1fr)]">
          <dt className="font-medium">{field}</dt>
          <dd className="grid gap-1">
            <p className="rounded bg-destructive-soft px-2 py-1 text-destructive-soft-foreground [overflow-wrap:anywhere]">
              <span className="mr-1.5 font-medium">{was}</span>
              {before || nothing}
            </p>
            <p className="rounded bg-success-soft px-2 py-1 text-success-soft-foreground [overflow-wrap:anywhere]">
              <span className="mr-1.5 font-medium">{is}</span>
              {after || nothing}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  )
}
