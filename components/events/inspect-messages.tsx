'use client'

import { CircleAlert, CircleSlash, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { formatInstant } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import type { InspectedMessage, InspectedOutcome } from '@/lib/events/inspect-contract'
import { formatName } from './format-name'
import { keyWords } from './key-words'
import { OperationBadge } from './operation-badge'

const page = 100

function Said({ outcome }: { outcome: InspectedOutcome }) {
  const timeZone = useTimeZone()
  if (outcome.kind === 'ignored') {
    return (
      <p className="flex items-start gap-2 text-muted-foreground">
        <CircleSlash aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>Counted and left: {outcome.reason}</span>
      </p>
    )
  }
  if (outcome.kind === 'refused') {
    return (
      <p className="flex items-start gap-2 text-destructive">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="[overflow-wrap:anywhere]">
          {outcome.message} <code className="ml-1 font-mono text-xs opacity-80">{outcome.code}</code>
        </span>
      </p>
    )
  }
  const { event } = outcome
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <OperationBadge type={event.type} />
      <span className="font-medium">{[event.schema, event.table].filter(Boolean).join('.')}</span>
      {event.key ? <span className="font-mono text-muted-foreground text-xs">key {keyWords(event.key)}</span> : null}
      <span className="tabular text-muted-foreground text-xs">{formatInstant(event.timestamp, timeZone)}</span>
    </div>
  )
}

function OutcomeRow({ label, outcome }: { label: string; outcome: InspectedOutcome }) {
  const [open, setOpen] = useState(false)
  return (
    <li className="grid gap-2 px-4 py-2.5 text-[13px]">
      <div className="flex items-start gap-3">
        <span className="tabular min-w-6 shrink-0 text-muted-foreground text-xs leading-5">{label}</span>
        <div className="min-w-0 flex-1">
          <Said outcome={outcome} />
        </div>
        {outcome.kind === 'event' ? (
          <Button size="sm" variant="ghost" className="-my-1" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'JSON'}
          </Button>
        ) : null}
      </div>
      {outcome.warnings.map(({ code, message }) => (
        <p key={`${code} ${message}`} className="ml-9 flex items-start gap-2 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="[overflow-wrap:anywhere]">
            {message} <code className="ml-1 font-mono text-xs opacity-80">{code}</code>
          </span>
        </p>
      ))}
      {outcome.kind === 'event' && open ? (
        <CodeBlock label="As it would be stored" code={JSON.stringify(outcome.event, null, 2)} />
      ) : null}
    </li>
  )
}

/** What each message became, in the order of the request. */
export function InspectMessages({ messages }: { messages: readonly InspectedMessage[] }) {
  const [limit, setLimit] = useState(page)
  const rows = messages.flatMap(({ index, format, outcomes }) =>
    outcomes.map((outcome, part) => ({
      key: `${index}.${part}`,
      index,
      format,
      outcome,
      several: outcomes.length > 1,
    })),
  )
  const formats = [...new Set(messages.map(({ format }) => format))]
  return (
    <Card aria-label="Events">
      <CardHeader>
        <CardTitle>What it becomes</CardTitle>
        <span className="ml-auto flex flex-wrap gap-1.5">
          {formats.map((format) => (
            <Badge key={format} tone="primary">
              {formatName[format]}
            </Badge>
          ))}
        </span>
      </CardHeader>
      {rows.length > 0 ? (
        <ol className="divide-y border-t">
          {rows.slice(0, limit).map(({ key, index, outcome, several }) => (
            <OutcomeRow key={key} label={several ? key : String(index)} outcome={outcome} />
          ))}
        </ol>
      ) : (
        <p className="border-t px-4 py-6 text-center text-[13px] text-muted-foreground">There is no event in it.</p>
      )}
      {rows.length > limit ? (
        <div className="border-t p-2 text-center">
          <Button size="sm" variant="ghost" onClick={() => setLimit(limit + page)}>
            Show more of {rows.length}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}
