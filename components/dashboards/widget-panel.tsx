'use client'

import { useQuery } from '@tanstack/react-query'
import { Sigma, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { drawnNames } from '@/components/widgets/drawn-names'
import { registry } from '@/components/widgets/registry'
import { answersOptions, tableChoicesOptions } from '@/lib/dashboards/client'
import { type Widget, type WidgetConfig, type WidgetType, widgetTypes } from '@/lib/dashboards/contract'
import { fillWidget } from '@/lib/dashboards/fill'
import { queriesOf } from '@/lib/dashboards/queries'
import { questionsOf } from '@/lib/dashboards/question'
import { chosenForOne } from '@/lib/dashboards/repeat'
import { switchType } from '@/lib/dashboards/switch-type'
import type { Chosen } from '@/lib/dashboards/variables'
import { FilledBody } from './filled-body'
import { MetricField } from './metric-field'
import { RepeatField } from './repeat-field'
import type { BoardEditor } from './use-board-editor'
import { WidgetFrame } from './widget-frame'
import { WidgetLooks } from './widget-looks'
import { WidgetQueries } from './widget-queries'
import { WidgetSettings } from './widget-settings'

type WidgetPanelProps = {
  widget: Widget
  editor: BoardEditor
  range: ShownRange
  chosen: Chosen
  onClose: () => void
}

function TableField({ value, onChange }: { value: string; onChange: (table: string) => void }) {
  const tables = useQuery(tableChoicesOptions())
  const names = [...new Set([...(value ? [value] : []), ...(tables.data ?? [])])]
  return (
    <Field label="Table">
      {({ id }) => (
        <Select
          id={id}
          label="Table"
          className="w-full"
          value={value}
          onChange={onChange}
          options={names.map((name) => ({ value: name, label: name }))}
        />
      )}
    </Field>
  )
}

/** A metric is drawn by these, and listed by a table. */
const takesMetric = (type: WidgetType) => registry[type].source === 'metric' || type === 'table'

/** Everything about one widget, changed in the draft as it is typed: the board beside it is the preview. */
export function WidgetPanel({ widget, editor, range, chosen, onClose }: WidgetPanelProps) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  const { source } = registry[widget.type]
  const { config } = widget
  const patch = (change: Partial<Omit<Widget, 'id'>>, field: string) =>
    editor.patch(widget.id, change, `${field} ${widget.id}`)
  const configure = (change: Partial<WidgetConfig>) =>
    patch({ config: { ...config, ...change } }, Object.keys(change).join())
  const isAsking = source === 'metric' || Boolean(widget.metric || config.queries)
  const kinds = widgetTypes.filter((type) => registry[type].source === source || (isAsking && takesMetric(type)))
  const variables = editor.draft.variables ?? []
  const filled = fillWidget(widget, chosenForOne(widget, chosen))
  const asks = filled.problem === null && questionsOf(filled.widget, { from: 0, to: 1 }, range.timeZone).length > 0
  const answers = useQuery({ ...answersOptions(filled.widget, range), enabled: asks })
  const askSeveral = () => {
    const queries = queriesOf(widget)
    const { aggregation: _, group_by: __, filter: ___, ...rest } = config
    patch({ metric: null, config: { ...rest, queries: queries.length > 0 ? queries : [{ metric: '' }] } }, 'queries')
  }

  return (
    <aside
      ref={panel}
      aria-label="Widget settings"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
      className="fixed inset-y-0 right-0 z-40 flex w-full max-w-sm flex-col border-l bg-popover shadow-lifted outline-none lg:sticky lg:top-20 lg:z-10 lg:max-h-[calc(100dvh-6rem)] lg:w-80 lg:shrink-0 lg:rounded-lg lg:border lg:shadow-card"
    >
      <div className="flex min-h-12 items-center justify-between border-b px-4">
        <h2 className="font-semibold text-sm">{registry[widget.type].name}</h2>
        <Button variant="ghost" size="icon-sm" aria-label="Close the settings" onClick={onClose}>
          <X />
        </Button>
      </div>
      <div className="grid min-h-0 content-start gap-4 overflow-y-auto p-4">
        <div className="h-52 lg:hidden" inert>
          <WidgetFrame widget={widget} plain>
            <FilledBody filled={filled} range={range} />
          </WidgetFrame>
        </div>
        <Field label="Title">
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={widget.title}
              onChange={(event) => patch({ title: event.target.value }, 'title')}
            />
          )}
        </Field>
        {kinds.length > 1 ? (
          <Field label="Show it as">
            {({ id }) => (
              <Select<WidgetType>
                id={id}
                label="Type"
                className="w-full"
                value={widget.type}
                onChange={(type) => patch(switchType({ type: widget.type, config }, type), 'type')}
                options={kinds.map((type) => ({ value: type, label: registry[type].name }))}
              />
            )}
          </Field>
        ) : null}
        {config.queries ? <WidgetQueries widget={widget} range={range} patch={patch} /> : null}
        {(source === 'metric' && !config.queries) || widget.metric ? (
          <>
            <MetricField widget={widget} patch={patch} />
            {answers.error && widget.metric ? (
              <p role="alert" className="-mt-2 text-destructive text-xs [overflow-wrap:anywhere]">
                {answers.error.message}
              </p>
            ) : null}
            {source === 'metric' ? (
              <Button size="sm" variant="ghost" className="-mt-2 justify-self-start" onClick={askSeveral}>
                <Sigma aria-hidden />
                {widget.type === 'line' ? 'Several queries or a formula' : 'Use a formula'}
              </Button>
            ) : null}
          </>
        ) : null}
        {source === 'table' && !isAsking ? (
          <TableField
            value={config.table ?? ''}
            onChange={(table) => configure({ table, columns: undefined, sort: undefined, formats: undefined })}
          />
        ) : null}
        {source === 'text' ? (
          <Field label="Text" hint="Markdown: # heading, **bold**, - list, [link](https://…)">
            {(control) => (
              <Textarea
                {...control}
                maxLength={20_000}
                className="min-h-48"
                value={config.text ?? ''}
                onChange={(event) => configure({ text: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <WidgetSettings widget={widget} range={range} variables={variables} configure={configure} />
        {source !== 'table' || isAsking ? <RepeatField widget={widget} variables={variables} patch={patch} /> : null}
        <WidgetLooks widget={widget} names={drawnNames(widget, answers.data)} configure={configure} />
      </div>
    </aside>
  )
}
