import { Badge } from '@/components/ui/badge'
import { Tooltip } from '@/components/ui/tooltip'
import type { SchemaChange, SchemaOrigin } from '@/lib/schemas/contract'
import { compatibilityTones, originWords } from './schema-words'

/** What a change means for those who read the table. */
export function CompatibilityBadge({ compatibility }: Pick<SchemaChange, 'compatibility'>) {
  return <Badge tone={compatibilityTones[compatibility]}>{compatibility}</Badge>
}

/** Where something is known from. */
export function OriginBadge({ origin }: { origin: SchemaOrigin }) {
  const { label, hint } = originWords[origin]
  return (
    <Tooltip label={hint}>
      <Badge tone="outline" tabIndex={0}>
        {label}
      </Badge>
    </Tooltip>
  )
}
