import { ArrowDown, ArrowUp, CircleSlash, type LucideIcon, TrendingUp, TriangleAlert, Waves } from 'lucide-react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { Anomaly } from '@/lib/anomalies/contract'

export const severityTones: Record<Anomaly['severity'], BadgeTone> = {
  low: 'neutral',
  medium: 'primary',
  high: 'warning',
  critical: 'destructive',
}

const typeIcons: Record<Anomaly['type'], LucideIcon> = {
  spike: ArrowUp,
  drop: ArrowDown,
  trend: TrendingUp,
  seasonal: Waves,
  missing: CircleSlash,
  outlier: TriangleAlert,
}

/** How bad, and of what kind: in words, with colour and a sign besides. */
export function SeverityBadge({ anomaly }: { anomaly: Pick<Anomaly, 'severity' | 'type'> }) {
  const Icon = typeIcons[anomaly.type]
  return (
    <Badge tone={severityTones[anomaly.severity]}>
      <Icon aria-hidden />
      {anomaly.severity} {anomaly.type}
    </Badge>
  )
}

const statusTones: Record<Anomaly['status'], BadgeTone> = {
  open: 'destructive',
  acknowledged: 'neutral',
  resolved: 'success',
}

export function StatusBadge({ status }: Pick<Anomaly, 'status'>) {
  return <Badge tone={status === 'acknowledged' ? 'outline' : statusTones[status]}>{status}</Badge>
}
