'use client'

import { Check, Minus } from 'lucide-react'
import { formatCompact, formatValue } from '@/components/charts/format'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Fact, Facts } from '@/components/ui/facts'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import { expectedRange } from './anomaly-words'

const names: Record<Anomaly['algorithms'][number], string> = {
  zscore: 'z-score',
  mad: 'MAD',
  stl: 'STL',
  counts: 'Counts',
  shape: 'Shape',
}
const strongest = 12

function Vote({ vote }: { vote: Explanation['votes'][number] }) {
  const size = Math.min(1, Math.abs(vote.scales) / strongest)
  return (
    <li className="grid grid-cols-[1rem_4.5rem_1fr] items-baseline gap-x-2 py-1.5">
      {vote.fired ? (
        <Check aria-label="votes for an anomaly" className="size-3.5 translate-y-0.5 text-destructive" />
      ) : (
        <Minus aria-label="does not" className="size-3.5 translate-y-0.5 text-muted-foreground" />
      )}
      <span className={vote.fired ? 'font-medium' : 'text-muted-foreground'}>{names[vote.algorithm]}</span>
      <span className="min-w-0">
        <span aria-hidden className="relative block h-1.5 rounded-sm bg-muted">
          <span
            className={cn(
              'absolute inset-y-0 left-0 rounded-sm',
              vote.fired ? 'bg-destructive' : 'bg-muted-foreground/50',
            )}
            style={{ width: `${size * 100}%` }}
          />
          <span
            className="absolute -inset-y-0.5 w-px bg-foreground/60"
            style={{ left: `${(vote.fires_from / strongest) * 100}%` }}
          />
        </span>
        <span className="mt-1 block text-muted-foreground text-xs">{vote.words}</span>
      </span>
    </li>
  )
}

type VotesCardProps = { anomaly: Anomaly; explanation: Explanation }

/** Why it is an anomaly: what was expected, how rare it is, and which algorithms say so. */
export function VotesCard({ anomaly, explanation }: VotesCardProps) {
  const { votes, rarity } = explanation
  return (
    <Card aria-label="Why it is unusual">
      <CardHeader>
        <CardTitle>Why it is unusual</CardTitle>
      </CardHeader>
      <CardContent className="text-[13px]">
        <Facts>
          <Fact name="Value">{formatValue(anomaly.value)}</Fact>
          <Fact name="Expected">
            {formatCompact(anomaly.expected.value)} ({expectedRange(anomaly.expected)})
          </Fact>
          <Fact name="How rare">{rarity.words}</Fact>
          <Fact name="Score">{formatValue(anomaly.score, '', { decimals: 2 })} of 1</Fact>
        </Facts>
        {votes.length > 0 ? (
          <>
            <h3 className="mt-4 mb-1 font-medium">What the algorithms say</h3>
            <ul>
              {votes.map((vote) => (
                <Vote key={vote.algorithm} vote={vote} />
              ))}
            </ul>
          </>
        ) : null}
      </CardContent>
    </Card>
  )
}
