import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { EventType } from '@/lib/events/contract'

const tones: Record<EventType, BadgeTone> = {
  INSERT: 'success',
  UPDATE: 'primary',
  DELETE: 'destructive',
  SNAPSHOT: 'neutral',
  TRUNCATE: 'warning',
  DDL: 'outline',
}

export function OperationBadge({ type, className }: { type: EventType; className?: string }) {
  return (
    <Badge tone={tones[type]} className={className}>
      {type}
    </Badge>
  )
}
