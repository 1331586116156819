import {
  ChartSpline,
  LayoutDashboard,
  type LucideIcon,
  ShieldCheck,
  Sigma,
  TriangleAlert,
  Variable,
} from 'lucide-react'
import Link from 'next/link'
import type { SchemaUsage } from '@/lib/schemas/contract'

const icons: Record<SchemaUsage['kind'], LucideIcon> = {
  metric: ChartSpline,
  formula: Sigma,
  widget: LayoutDashboard,
  variable: Variable,
  rule: ShieldCheck,
  alert: TriangleAlert,
}
const nouns: Record<SchemaUsage['kind'], [string, string]> = {
  metric: ['metric', 'metrics'],
  formula: ['formula', 'formulas'],
  widget: ['widget', 'widgets'],
  variable: ['variable', 'variables'],
  rule: ['rule', 'rules'],
  alert: ['alert', 'alerts'],
}

function countWords(usages: readonly SchemaUsage[]): string {
  const counts = new Map<SchemaUsage['kind'], number>()
  for (const { kind } of usages) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${count} ${nouns[kind][count === 1 ? 0 : 1]}`).join(', ')
}

/** What reads a column: its blast radius. */
export function UsageList({ column, usages }: { column: string; usages: readonly SchemaUsage[] }) {
  return (
    <section aria-labelledby="used-by">
      <h3 id="used-by" className="font-medium text-[13px]">
        What reads {column}
      </h3>
      <p className="text-muted-foreground text-xs">
        {usages.length === 0 ? 'Nothing here reads it' : countWords(usages)}
      </p>
      {usages.length > 0 ? (
        <ul className="mt-2 divide-y rounded-md border">
          {usages.map(({ kind, id, name, how, path, board }) => {
            const Icon = icons[kind]
            return (
              <li key={`${kind} ${id}`} className="flex items-start gap-2.5 px-3 py-2 text-[13px]">
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
                <div className="min-w-0 [overflow-wrap:anywhere]">
                  {path ? (
                    <Link href={path} className="font-medium hover:text-primary">
                      {name}
                    </Link>
                  ) : (
                    <span className="font-medium">{name}</span>
                  )}
                  {board ? <span className="text-muted-foreground"> on {board.name}</span> : null}
                  <p className="text-muted-foreground text-xs">{how}</p>
                </div>
              </li>
            )
          })}
        </ul>
      ) : null}
    </section>
  )
}
