'use client'

import { Play } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { InspectRequest } from '@/lib/events/client'
import { type EventFormat, eventFormats } from '@/lib/events/contract'
import { contentTypeOf } from './content-type'
import { formatName } from './format-name'
import { examples } from './inspect-examples'

const auto = 'auto'
const none = 'none'

type InspectFormProps = { busy: boolean; onInspect: (request: InspectRequest) => void }

/** A message, as a sender would post it, and how it is to be read. */
export function InspectForm({ busy, onInspect }: InspectFormProps) {
  const [text, setText] = useState('')
  const [format, setFormat] = useState<EventFormat | typeof auto>(auto)
  const [example, setExample] = useState(none)
  const inspect = (own = text) => {
    if (own.trim() === '') return
    onInspect({ text: own, type: contentTypeOf(own), ...(format === auto ? {} : { format }) })
  }
  const load = (name: string) => {
    const found = examples.find((one) => one.name === name)
    if (!found) return
    setExample(name)
    setText(found.text)
    inspect(found.text)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    inspect()
  }
  return (
    <Card aria-label="Message" className="flex flex-col">
      <CardHeader className="flex-wrap">
        <CardTitle>Message</CardTitle>
        <div className="grid w-full grid-cols-[minmax(0,6fr)_minmax(0,7fr)] gap-2 sm:ml-auto sm:flex sm:w-auto sm:flex-wrap">
          <Select
            label="Example"
            value={example}
            options={[
              { value: none, label: 'Load an example' },
              ...examples.map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={load}
          />
          <Select
            label="Format"
            prefix="Format"
            value={format}
            options={[
              { value: auto, label: 'by its shape' },
              ...eventFormats.map((one) => ({ value: one, label: formatName[one] })),
            ]}
            onChange={setFormat}
          />
        </div>
      </CardHeader>
      <CardContent className="flex flex-1 flex-col gap-3">
        <Textarea
          aria-label="Message"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          placeholder={'{ "type": "INSERT", "table": "orders", … }'}
          className="min-h-72 flex-1 resize-y font-mono text-xs leading-relaxed"
          onChange={(event) => {
            setText(event.target.value)
            setExample(none)
          }}
          onKeyDown={press}
        />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-muted-foreground text-xs">
            An event, an array, {'{"events": […]}'} or one event a line. Nothing of it is stored.
          </p>
          <Button
            variant="primary"
            disabled={busy || text.trim() === ''}
            aria-keyshortcuts="Control+Enter"
            onClick={() => inspect()}
          >
            <Play aria-hidden />
            {busy ? 'Inspecting…' : 'Inspect'}
          </Button>
        </div>
      </CardContent>
    </Card>
  )
}
