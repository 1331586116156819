import { Segmented } from '@/components/ui/segmented'
import { WidgetBody } from '@/components/widgets/widget-body'
import { compareContents } from '@/lib/dashboards/changes'
import type { Widget } from '@/lib/dashboards/contract'
import { type Choice, type Conflict, canKeepBoth } from '@/lib/dashboards/merge'
import { variableInWords } from '@/lib/dashboards/variables'
import type { Window } from '@/lib/metrics/client'
import { FieldChanges } from './field-changes'
import { WidgetFrame, widgetTitle } from './widget-frame'

const board = (widgets: Widget[]) => ({ name: '', description: '', widgets })

/** What differs between both sides of a conflict: theirs first. */
function differences(conflict: Conflict) {
  if (conflict.kind === 'field') {
    const field = conflict.id === 'name' ? 'Title' : 'Description'
    return [{ field, before: conflict.theirs, after: conflict.mine }]
  }
  if (conflict.kind === 'variable') {
    const [before, after] = [conflict.theirs, conflict.mine].map((one) => (one ? variableInWords(one) : 'removed'))
    return [{ field: 'Variable', before: before ?? '', after: after ?? '' }]
  }
  const { mine, theirs } = conflict
  if (!mine || !theirs) {
    return [{ field: 'Widget', before: theirs ? 'changed' : 'removed', after: mine ? 'changed' : 'removed' }]
  }
  return (
    compareContents(board([theirs]), board([mine])).widgets[0]?.fields.filter(({ field }) => field !== 'Place') ?? []
  )
}

const titleOf = (conflict: Conflict) => {
  if (conflict.kind === 'field') return conflict.id === 'name' ? 'Title of the dashboard' : 'Description'
  if (conflict.kind === 'variable') return `Variable ${conflict.id}`
  const widget = conflict.mine ?? conflict.theirs
  return widget ? widgetTitle(widget) : 'Widget'
}

/** Both sides of a widget as they are drawn. */
function BothSides({ mine, theirs, range }: { mine: Widget; theirs: Widget; range: Window }) {
  const sides = [
    { side: 'Theirs', widget: theirs },
    { side: 'Mine', widget: mine },
  ]
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {sides.map(({ side, widget }) => (
        <figure key={side} className="min-w-0">
          <figcaption className="mb-1 text-muted-foreground text-xs">{side}</figcaption>
          <div className="h-40" inert>
            <WidgetFrame widget={widget} plain>
              <WidgetBody widget={widget} range={range} />
            </WidgetFrame>
          </div>
        </figure>
      ))}
    </div>
  )
}

type ConflictCardProps = {
  range: Window
  conflict: Conflict
  choice: Choice
  onChoose: (choice: Choice) => void
}

/** One thing that both sides changed, with what each made of it and which is to stay. */
export function ConflictCard({ range, conflict, choice, onChoose }: ConflictCardProps) {
  const title = titleOf(conflict)
  const options = [
    { value: 'mine', label: 'Keep mine' },
    { value: 'theirs', label: 'Keep theirs' },
    ...(canKeepBoth(conflict) ? [{ value: 'both', label: 'Keep both' }] : []),
  ] as { value: Choice; label: string }[]
  return (
    <li className="grid gap-3 rounded-lg border bg-card p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 truncate font-medium text-[13px]" title={title}>
          {title}
        </h3>
        <Segmented label={`What to keep of ${title}`} value={choice} options={options} onChange={onChoose} />
      </div>
      {conflict.kind === 'widget' && conflict.mine && conflict.theirs ? (
        <BothSides mine={conflict.mine} theirs={conflict.theirs} range={range} />
      ) : null}
      <FieldChanges fields={differences(conflict)} sides={['Theirs', 'Mine']} />
    </li>
  )
}
