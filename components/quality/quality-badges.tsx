import { severityTones } from '@/components/anomalies/severity'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { Severity } from '@/lib/quality/contract'
import type { ViolationStatus } from '@/lib/quality/violation-contract'

const statusTones: Record<ViolationStatus, BadgeTone> = {
  open: 'destructive',
  acknowledged: 'outline',
  resolved: 'success',
}

export const SeverityBadge = ({ severity }: { severity: Severity }) => (
  <Badge tone={severityTones[severity]}>{severity}</Badge>
)
export const ViolationBadge = ({ status }: { status: ViolationStatus }) => (
  <Badge tone={statusTones[status]}>{status}</Badge>
)
