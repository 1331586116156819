'use client'

import { Flag } from 'lucide-react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { type AnnotationKind, annotationKinds, hiddenParam } from '@/lib/dashboards/annotations'

const names: Record<AnnotationKind, string> = { anomalies: 'Anomalies', notes: 'Notes', schema: 'Schema changes' }

/** Which marks the time charts of a board have; in the address. */
export function AnnotationMenu({ shown }: { shown: ReadonlySet<AnnotationKind> }) {
  const { change } = useSearch()
  const toggle = (kind: AnnotationKind) => {
    const next = new Set(annotationKinds.filter((one) => (one === kind ? !shown.has(one) : shown.has(one))))
    change({ hide: hiddenParam(next) })
  }
  const count = shown.size === annotationKinds.length ? '' : ` ${shown.size} of ${annotationKinds.length}`
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button aria-label={`Annotations${count}`}>
          <Flag aria-hidden className="text-muted-foreground" />
          Annotations{count}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Annotations" className="grid w-52 gap-1">
        {annotationKinds.map((kind) => (
          <div key={kind} className="flex min-h-8 items-center gap-2 rounded px-2 text-[13px] hover:bg-accent">
            <Checkbox
              id={`annotation-${kind}`}
              label={names[kind]}
              checked={shown.has(kind)}
              onChange={() => toggle(kind)}
            />
            <label htmlFor={`annotation-${kind}`} className="flex-1 cursor-pointer">
              {names[kind]}
            </label>
          </div>
        ))}
      </PopoverContent>
    </Popover>
  )
}
