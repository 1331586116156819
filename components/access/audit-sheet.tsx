'use client'

import { Moment } from '@/components/layout/time-ago'
import { CodeBlock } from '@/components/ui/code-block'
import { Fact, Facts } from '@/components/ui/facts'
import { Sheet } from '@/components/ui/sheet'
import type { AuditEntry } from '@/lib/access/audit-contract'

type AuditSheetProps = { entry: AuditEntry; who: string; says: string; onClose: () => void }

const kinds = {
  user: 'a person',
  key: 'an API key',
  system: 'the server',
  local: 'somebody on this machine',
  anonymous: 'not signed in',
}

/** One entry in full. */
export function AuditSheet({ entry, who, says, onClose }: AuditSheetProps) {
  const code = (value: string) => <code className="text-xs">{value}</code>
  return (
    <Sheet title={entry.action} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-[13px] [overflow-wrap:anywhere]">
          <span className="font-medium">{who}</span> {says}
        </p>
        <Facts>
          <Fact name="When">
            <Moment at={entry.at} />
          </Fact>
          <Fact name="Who">
            {entry.actor}, {kinds[entry.actor_kind]}
          </Fact>
          <Fact name="Action">{code(entry.action)}</Fact>
          {entry.target_name ? <Fact name="Of">{entry.target_name}</Fact> : null}
          {entry.target ? <Fact name="Id">{code(entry.target)}</Fact> : null}
          <Fact name="Outcome">{entry.outcome}</Fact>
          {entry.address ? <Fact name="From">{entry.address}</Fact> : null}
          {entry.request_id ? <Fact name="Request">{code(entry.request_id)}</Fact> : null}
        </Facts>
        {Object.keys(entry.detail).length > 0 ? (
          <CodeBlock label="What was sent" code={JSON.stringify(entry.detail, null, 2)} />
        ) : null}
      </div>
    </Sheet>
  )
}
