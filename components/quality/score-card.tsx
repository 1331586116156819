import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import type { QualityScore } from '@/lib/quality/score-contract'
import { Score, ScoreBar, ScoreChange } from './score-mark'

type Props = Pick<QualityScore, 'score' | 'previous' | 'dimensions'> & { label: string; children: ReactNode }

/** A score of the last day, how it moved, and what it is made of by dimension; what is said of it besides stands below. */
export function ScoreCard({ label, score, previous, dimensions, children }: Props) {
  return (
    <Card aria-label={label} className="grid gap-x-8 gap-y-4 p-4 sm:grid-cols-[auto_1fr] sm:items-center">
      <div>
        <div className="text-muted-foreground text-xs">Quality, last 24 hours</div>
        <Score score={score} className="block text-4xl tracking-tight" />
        <ScoreChange score={score} previous={previous} />
        <div className="mt-1 text-muted-foreground text-xs">{children}</div>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 lg:grid-cols-3 xl:grid-cols-4">
        {Object.entries(dimensions).map(([name, one]) => (
          <div key={name}>
            <dt className="text-muted-foreground text-xs capitalize">{name}</dt>
            <dd>
              <Score score={one ?? null} className="text-[13px]" />
              <ScoreBar score={one ?? null} className="mt-1" />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
