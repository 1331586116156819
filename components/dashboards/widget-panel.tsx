'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { registry } from '@/components/widgets/registry'
import { tableChoicesOptions } from '@/lib/dashboards/client'
import { type Widget, type WidgetConfig, type WidgetType, widgetTypes } from '@/lib/dashboards/contract'
import { MetricField } from './metric-field'
import { QueriesNote } from './queries-note'
import type { BoardEditor } from './use-board-editor'
import { WidgetSettings } from './widget-settings'

type WidgetPanelProps = { widget: Widget; editor: BoardEditor; onClose: () => void }

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

/** Everything about one widget, changed in the draft as it is typed: the board beside it is the preview. */
export function WidgetPanel({ widget, editor, onClose }: WidgetPanelProps) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  const { source } = registry[widget.type]
  const { config } = widget
  const patch = (change: Partial<Omit<Widget, 'id'>>, field: string) =>
    editor.patch(widget.id, change, `${field} ${widget.id}`)
  const configure = (change: Partial<WidgetConfig>) =>
    patch({ config: { ...config, ...change } }, Object.keys(change).join())
  const kinds = widgetTypes.filter((type) => registry[type].source === source)

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
        {kinds.length > 1 && !config.queries ? (
          <Field label="Show it as">
            {({ id }) => (
              <Select<WidgetType>
                id={id}
                label="Type"
                className="w-full"
                value={widget.type}
                onChange={(type) => patch({ type }, 'type')}
                options={kinds.map((type) => ({ value: type, label: registry[type].name }))}
              />
            )}
          </Field>
        ) : null}
        {config.queries ? <QueriesNote widget={widget} /> : null}
        {(source === 'metric' && !config.queries) || widget.metric ? (
          <MetricField widget={widget} patch={patch} />
        ) : null}
        {source === 'table' && !widget.metric ? (
          <TableField value={config.table ?? ''} onChange={(table) => configure({ table, columns: undefined })} />
        ) : null}
        {source === 'text' ? (
          <Field label="Text">
            {(control) => (
              <Textarea
                {...control}
                className="min-h-48"
                value={config.text ?? ''}
                onChange={(event) => configure({ text: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <WidgetSettings widget={widget} configure={configure} />
      </div>
    </aside>
  )
}
