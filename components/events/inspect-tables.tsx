import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import type { InspectedTable } from '@/lib/events/inspect-contract'
import type { ColumnRole } from '@/lib/metrics/contract'

const roles: Record<ColumnRole, { tone: BadgeTone; word: string; means: string }> = {
  numeric: { tone: 'primary', word: 'number', means: 'added up: sum, average, smallest, largest' },
  categorical: { tone: 'success', word: 'category', means: 'counted by its values' },
  pending: { tone: 'warning', word: 'not yet clear', means: 'counted by its values until more of them were seen' },
  identifier: { tone: 'outline', word: 'identifier', means: 'names a row' },
  timestamp: { tone: 'outline', word: 'time', means: 'says when' },
  text: { tone: 'outline', word: 'text', means: 'free text' },
  json: { tone: 'outline', word: 'JSON', means: 'an object or a list' },
}

/** A table of the messages: what its columns are taken for, and the metrics that follow. */
export function InspectTable({ table: { table, schema, columns, metrics } }: { table: InspectedTable }) {
  const name = [schema, table].filter(Boolean).join('.')
  return (
    <Card aria-label={`Table ${name}`}>
      <CardHeader>
        <CardTitle>{name}</CardTitle>
        <CardDescription>by these messages alone</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5 md:grid-cols-2">
        <div>
          <h3 className="mb-1.5 font-medium text-muted-foreground text-xs">Columns</h3>
          {columns.length > 0 ? (
            <ul className="divide-y border-y text-[13px]">
              {columns.map((column) => {
                const { tone, word, means } = roles[column.role]
                return (
                  <li key={column.name} className="flex items-baseline justify-between gap-3 py-1.5">
                    <span className="min-w-0 truncate font-mono text-xs" title={column.name}>
                      {column.name}
                    </span>
                    <Badge tone={tone} title={means}>
                      {word}
                    </Badge>
                  </li>
                )
              })}
            </ul>
          ) : (
            <p className="text-[13px] text-muted-foreground">The messages carry no row to learn from.</p>
          )}
        </div>
        <div>
          <h3 className="mb-1.5 font-medium text-muted-foreground text-xs">Metrics it would have</h3>
          <ul className="divide-y border-y">
            {metrics.map((metric) => (
              <li key={metric} className="truncate py-1.5 font-mono text-xs leading-5" title={metric}>
                {metric}
              </li>
            ))}
          </ul>
        </div>
      </CardContent>
    </Card>
  )
}
