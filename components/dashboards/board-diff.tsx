import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { type Content, compareContents, describeChanges, type WidgetChange } from '@/lib/dashboards/changes'
import { ChangeBadge } from './change-kind'
import { DiffGrid } from './diff-grid'
import { FieldChanges } from './field-changes'
import { widgetTitle } from './widget-frame'

function ChangedWidget({ change }: { change: WidgetChange }) {
  const widget = change.after ?? change.before
  if (!widget) return null
  return (
    <li className="grid gap-2 px-4 py-3">
      <h3 className="flex min-w-0 items-center gap-2 font-medium text-[13px]">
        <ChangeBadge kind={change.kind} />
        <span className="min-w-0 truncate" title={widgetTitle(widget)}>
          {widgetTitle(widget)}
        </span>
      </h3>
      {change.fields.length > 0 ? <FieldChanges fields={change.fields} /> : null}
    </li>
  )
}

type BoardDiffProps = { before: Content; after: Content; titles: [string, string] }

/** What of a board became another: on the grid, and field by field. */
export function BoardDiff({ before, after, titles }: BoardDiffProps) {
  const changes = compareContents(before, after)
  const words = describeChanges(changes)
  if (words === '') return <EmptyState title="Both are the same">Nothing of this dashboard differs.</EmptyState>
  const changed = changes.widgets.filter(({ kind }) => kind !== 'same')
  return (
    <div className="grid gap-4">
      <div className="grid gap-3 xl:grid-cols-2">
        <DiffGrid title={titles[0]} side="before" changes={changes.widgets} />
        <DiffGrid title={titles[1]} side="after" changes={changes.widgets} />
      </div>
      <Card>
        <CardHeader>
          <CardTitle>What changed</CardTitle>
          <p className="min-w-0 truncate text-muted-foreground text-xs">{words}</p>
        </CardHeader>
        {changes.fields.length > 0 ? (
          <CardContent>
            <FieldChanges fields={changes.fields} />
          </CardContent>
        ) : null}
        <ul className="divide-y">
          {changed.map((change) => (
            <ChangedWidget key={change.id} change={change} />
          ))}
        </ul>
      </Card>
    </div>
  )
}
