import { CircleCheck, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { Tone } from '@/lib/dashboards/looks-contract'

export const toneColors: Record<Tone, string> = {
  good: 'var(--success)',
  warning: 'var(--warning)',
  bad: 'var(--destructive)',
}
/** Said beside each colour: no tone is told by its colour alone. */
export const toneWords: Record<Tone, string> = { good: 'Good', warning: 'Warning', bad: 'Critical' }
export const toneIcons: Record<Tone, LucideIcon> = { good: CircleCheck, warning: TriangleAlert, bad: OctagonAlert }

export type LineLimit = { value: number; tone: Tone; label: string }
