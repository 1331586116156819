import { BellOff, CircleCheck, CircleOff, GraduationCap, type LucideIcon, MoonStar, Sparkles } from 'lucide-react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { DetectionState } from '@/lib/anomalies/detection-contract'

export const stateNames: Record<DetectionState, string> = {
  ready: 'Ready',
  learning: 'Learning',
  muted: 'Muted',
  silent: 'Silent',
  too_sparse: 'Too sparse',
  off: 'Not watched',
}

const looks: Record<DetectionState, [tone: BadgeTone, icon: LucideIcon]> = {
  ready: ['success', CircleCheck],
  learning: ['primary', GraduationCap],
  muted: ['warning', BellOff],
  silent: ['neutral', MoonStar],
  too_sparse: ['neutral', Sparkles],
  off: ['outline', CircleOff],
}

/** How detection stands with a metric; why, on hover. */
export function DetectionBadge({ state, reason }: { state: DetectionState; reason?: string }) {
  const [tone, Icon] = looks[state]
  return (
    <Badge tone={tone} title={reason}>
      <Icon aria-hidden />
      {stateNames[state]}
    </Badge>
  )
}
