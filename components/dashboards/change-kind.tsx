import { CircleMinus, CirclePlus, type LucideIcon, Minus, Move, PencilLine } from 'lucide-react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { WidgetChange } from '@/lib/dashboards/changes'

export type ChangeKind = WidgetChange['kind']
type Look = { word: string; tone: BadgeTone; icon: LucideIcon; box: string }

/** How each kind of change is told apart: by its word and sign, and by its colour. */
export const looks: Record<ChangeKind, Look> = {
  added: {
    word: 'Added',
    tone: 'success',
    icon: CirclePlus,
    box: 'border-success bg-success-soft text-success-soft-foreground',
  },
  removed: {
    word: 'Removed',
    tone: 'destructive',
    icon: CircleMinus,
    box: 'border-dashed border-destructive bg-destructive-soft text-destructive-soft-foreground',
  },
  changed: {
    word: 'Changed',
    tone: 'warning',
    icon: PencilLine,
    box: 'border-warning bg-warning-soft text-warning-soft-foreground',
  },
  moved: {
    word: 'Moved',
    tone: 'primary',
    icon: Move,
    box: 'border-dotted border-primary bg-primary-soft text-primary-soft-foreground',
  },
  same: { word: 'Same', tone: 'neutral', icon: Minus, box: 'border-border bg-card text-muted-foreground' },
}

export function ChangeBadge({ kind }: { kind: ChangeKind }) {
  const { word, tone, icon: Icon } = looks[kind]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {word}
    </Badge>
  )
}
