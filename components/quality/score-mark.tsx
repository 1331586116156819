import { cn } from '@/components/ui/cn'
import { percentOf } from '@/lib/quality/words'

/** Above it all is well, below the other something is wrong. */
const bounds = { good: 99, fair: 95 }

export type Standing = 'good' | 'fair' | 'poor' | 'unknown'
export const standingOf = (score: number | null): Standing =>
  score === null ? 'unknown' : score >= bounds.good ? 'good' : score >= bounds.fair ? 'fair' : 'poor'

const text: Record<Standing, string> = {
  good: 'text-success-soft-foreground',
  fair: 'text-warning-soft-foreground',
  poor: 'text-destructive-soft-foreground',
  unknown: 'text-muted-foreground',
}
const fill: Record<Standing, string> = {
  good: 'bg-success',
  fair: 'bg-warning',
  poor: 'bg-destructive',
  unknown: 'bg-muted-foreground/30',
}
const words: Record<Standing, string> = { good: 'good', fair: 'fair', poor: 'poor', unknown: 'nothing checked' }

/** A score in percent, coloured by how it stands; the words say the same. */
export function Score({ score, className }: { score: number | null; className?: string }) {
  const standing = standingOf(score)
  return (
    <span className={cn('tabular font-medium', text[standing], className)}>
      {score === null ? '–' : percentOf(score)}
      <span className="sr-only"> ({words[standing]})</span>
    </span>
  )
}

/** How much of a bar a score fills. */
export function ScoreBar({ score, className }: { score: number | null; className?: string }) {
  return (
    <span aria-hidden className={cn('block h-1.5 overflow-hidden rounded-full bg-muted', className)}>
      <span
        className={cn('block h-full rounded-full', fill[standingOf(score)])}
        style={{ width: `${score === null ? 0 : Math.max(2, score)}%` }}
      />
    </span>
  )
}

/** How a score moved since the interval before. */
export function ScoreChange({ score, previous }: { score: number | null; previous: number | null }) {
  if (score === null || previous === null)
    return <span className="text-muted-foreground text-xs">no earlier score</span>
  const change = score - previous
  if (Math.abs(change) < 0.005) return <span className="text-muted-foreground text-xs">as before</span>
  return (
    <span className={cn('tabular text-xs', change > 0 ? text.good : text.poor)}>
      {change > 0 ? '+' : '−'}
      {Math.abs(change).toFixed(Math.abs(change) < 1 ? 2 : 1)} points
    </span>
  )
}
