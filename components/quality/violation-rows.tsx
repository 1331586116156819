import Link from 'next/link'
import { TimeAgo } from '@/components/layout/time-ago'
import type { Violation } from '@/lib/quality/violation-contract'
import { SeverityBadge, ViolationBadge } from './quality-badges'

/** Violations one below the other, each leading to its page. */
export function ViolationRows({ violations }: { violations: Violation[] }) {
  return (
    <ul className="divide-y border-t">
      {violations.map((one) => (
        <li key={one.id} className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-muted/50">
          <div className="min-w-0 flex-1 basis-60">
            <Link
              href={`/quality/violations/${one.id}`}
              className="font-medium text-[13px] after:absolute after:inset-0 hover:text-primary [overflow-wrap:anywhere]"
            >
              {one.rule_title}
            </Link>
            <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
              {one.checked > 1
                ? `${one.failed.toLocaleString('en-US')} of ${one.checked.toLocaleString('en-US')} rows failed`
                : 'not met'}{' '}
              · last <TimeAgo at={one.last_seen} />
            </p>
          </div>
          <SeverityBadge severity={one.severity} />
          <ViolationBadge status={one.status} />
        </li>
      ))}
    </ul>
  )
}
