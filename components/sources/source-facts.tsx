'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatCompact, formatValue } from '@/components/charts/format'
import { formatName } from '@/components/events/format-name'
import { TimeAgo } from '@/components/layout/time-ago'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import type { SourceDetail } from '@/lib/sources/list-contract'
import { tlsNames } from './tls-words'

function FactsCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent>
        <Facts>{children}</Facts>
      </CardContent>
    </Card>
  )
}

function DeadLetters({ name, count, rejected }: { name: string; count: number; rejected: number }) {
  if (count === 0) return <Fact name="Refused">{formatCompact(rejected)}</Fact>
  return (
    <Fact name="Refused">
      {formatCompact(rejected)} ·{' '}
      <Link
        href={`/events/dead-letters?source=${encodeURIComponent(name)}`}
        className="text-primary underline underline-offset-2"
      >
        {count >= 1000 ? '1000 or more' : count} dead letters
      </Link>
    </Fact>
  )
}

/** Of a followed source: where it is, how far it is read, what its server keeps, and who reads it. */
export function FollowedFacts({ source }: { source: SourceDetail }) {
  const { connection, position, facts, owner, last_error, rejected, dead_letters, name } = source
  return (
    <FactsCard title="Following">
      {connection ? (
        <>
          <Fact name="Database">
            {connection.host}:{connection.port} / {connection.database}
          </Fact>
          <Fact name="User">{connection.user}</Fact>
          <Fact name="Encryption">{tlsNames[connection.tls]}</Fact>
          <Fact name="Slot and publication">
            {connection.slot} · {connection.publication}
          </Fact>
        </>
      ) : null}
      <Fact name="Position">
        {position ?? '–'}
        <span className="block text-muted-foreground text-xs">the place in its log up to which all is stored here</span>
      </Fact>
      {facts ? (
        <>
          <Fact name="End of its log">{facts.end}</Fact>
          <Fact name="Log kept for it">
            {facts.kept_bytes === null ? '–' : formatValue(facts.kept_bytes, 'bytes')}
            {facts.wal_status ? ` · ${facts.wal_status}` : ''}
            {facts.safe_bytes === null ? '' : ` · ${formatValue(facts.safe_bytes, 'bytes')} left`}
          </Fact>
        </>
      ) : null}
      <Fact name="Followed by">
        {owner ? `${owner.process}${owner.here ? ', which answers this' : ''}` : 'no process'}
      </Fact>
      <DeadLetters name={name} count={dead_letters} rejected={rejected} />
      <Fact name="Last error">
        {last_error ? (
          <>
            {last_error.message}{' '}
            <span className="text-muted-foreground text-xs">
              <TimeAgo at={last_error.at} />
            </span>
          </>
        ) : (
          'none'
        )}
      </Fact>
    </FactsCard>
  )
}

/** Of a sender: which formats it sends, and what became of them. */
export function SenderFacts({ source }: { source: SourceDetail }) {
  const { formats, rejected, dead_letters, name, duplicates } = source
  return (
    <FactsCard title="Received">
      {formats.map(({ format, accepted, last_heard_at }) => (
        <Fact key={format} name={formatName[format as keyof typeof formatName] ?? format}>
          {formatCompact(accepted)}{' '}
          <span className="text-muted-foreground text-xs">
            <TimeAgo at={last_heard_at} />
          </span>
        </Fact>
      ))}
      <Fact name="Sent before">{formatCompact(duplicates)}</Fact>
      <DeadLetters name={name} count={dead_letters} rejected={rejected} />
    </FactsCard>
  )
}
