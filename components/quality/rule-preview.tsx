'use client'

import { useQuery } from '@tanstack/react-query'
import { useDebounced } from '@/components/ui/use-debounced'
import { previewOptions, type RuleInput } from '@/lib/quality/client'

const count = (number: number) => number.toLocaleString('en-US')
const shown = 3
const dayMs = 86_400_000

/** A day, but for periods that are longer. */
const spanOf = ({ from, to }: { from: string; to: string }) => {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
  return days > 1 ? `the last ${days} days` : 'the last 24 hours'
}

/** What a rule would have found in the last day, while it is being written. */
export function RulePreviewNote({ body }: { body: RuleInput | null }) {
  const text = useDebounced(JSON.stringify(body))
  const { data, error, isPending } = useQuery(previewOptions(JSON.parse(text) as RuleInput | null))
  if (body === null)
    return <p className="text-muted-foreground text-xs">Choose a table to see what the rule would find.</p>
  if (error)
    return (
      <p role="alert" className="whitespace-pre-wrap font-mono text-destructive text-xs">
        {error.message}
      </p>
    )
  if (isPending || !data) return <p className="text-muted-foreground text-xs">Looking at the last day …</p>
  const { figures, warnings, examples, truncated } = data
  return (
    <div className="grid gap-1.5 text-xs" aria-live="polite">
      <p className="font-medium text-[13px]">{data.title}</p>
      {figures ? (
        <p className={figures.failed > 0 ? 'text-warning-soft-foreground' : 'text-success-soft-foreground'}>
          Would have failed {count(figures.failed)} of {count(figures.checked)} {data.counted} of {spanOf(data)}
          {truncated ? ' (the newest)' : ''}
        </p>
      ) : null}
      {warnings.map((one) => (
        <p key={one} className="text-muted-foreground">
          {one}
        </p>
      ))}
      {examples.slice(0, shown).map((row, place) => (
        <code key={`${place} ${JSON.stringify(row)}`} className="block truncate rounded bg-muted px-2 py-1 text-[11px]">
          {JSON.stringify(row)}
        </code>
      ))}
    </div>
  )
}
