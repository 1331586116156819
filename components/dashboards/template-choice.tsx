import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import type { BoardTemplate, TemplateId } from '@/lib/dashboards/template-contract'
import { BoardSketch } from './board-sketch'

export type Start = TemplateId | 'empty'

type CardProps = {
  value: Start
  name: string
  said: string
  start: Start
  onStart: (start: Start) => void
  children: ReactNode
}

function StartCard({ value, name, said, start, onStart, children }: CardProps) {
  const chosen = value === start
  return (
    <label
      className={cn(
        'flex min-w-0 cursor-pointer flex-col gap-1.5 rounded-lg border p-2 transition-colors hover:bg-accent has-focus-visible:outline-2 has-focus-visible:outline-ring',
        chosen && 'border-primary bg-primary-soft hover:bg-primary-soft',
      )}
    >
      <input
        type="radio"
        name="start"
        aria-label={name}
        className="sr-only"
        checked={chosen}
        onChange={() => onStart(value)}
      />
      <span className="block h-20 rounded border bg-card p-0.5">{children}</span>
      <span className="font-medium text-[13px] leading-tight">{name}</span>
      <span className="text-muted-foreground text-xs leading-tight">{said}</span>
    </label>
  )
}

const saidOf = ({ ready, widgets }: BoardTemplate) => (ready ? `${widgets.length} widgets` : 'Needs tables')

type TemplateChoiceProps = { templates: readonly BoardTemplate[]; start: Start; onStart: (start: Start) => void }

/** What a new board starts from: nothing, or one of the templates as it would look with the tables that were found. */
export function TemplateChoice({ templates, start, onStart }: TemplateChoiceProps) {
  return (
    <fieldset className="grid grid-cols-2 gap-2 sm:grid-cols-5">
      <legend className="mb-1.5 font-medium text-[13px]">Start from</legend>
      <StartCard value="empty" name="Empty" said="Your own" start={start} onStart={onStart}>
        <span className="grid h-full place-items-center text-muted-foreground">
          <Plus aria-hidden className="size-5" />
        </span>
      </StartCard>
      {templates.map((template) => (
        <StartCard
          key={template.id}
          value={template.id}
          name={template.name}
          said={saidOf(template)}
          start={start}
          onStart={onStart}
        >
          {template.widgets.length > 0 ? <BoardSketch widgets={template.widgets} /> : null}
        </StartCard>
      ))}
    </fieldset>
  )
}
