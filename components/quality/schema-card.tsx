'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { TimeAgo } from '@/components/layout/time-ago'
import { CompatibilityBadge } from '@/components/schema/change-badges'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { schemaChangesOptions } from '@/lib/schemas/client'

const shown = 5

/** What changed of a table's schema of late; nothing where that is not known to have changed. */
export function SchemaCard({ table }: { table: string }) {
  const { data } = useQuery(schemaChangesOptions({ table, limit: shown }))
  const changes = data?.changes ?? []
  if (changes.length === 0) return null
  return (
    <Card aria-label="Schema history">
      <CardHeader>
        <CardTitle>Schema history</CardTitle>
        <Link
          href={`/schema?view=changes&table=${encodeURIComponent(table)}`}
          className="text-primary text-xs hover:underline"
        >
          All changes
        </Link>
      </CardHeader>
      <ul className="divide-y">
        {changes.map(({ id, words, at, compatibility }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2 text-[13px]">
            <Link
              href={`/schema?view=changes&change=${id}`}
              className="min-w-0 [overflow-wrap:anywhere] hover:text-primary"
            >
              {words}
            </Link>
            <CompatibilityBadge compatibility={compatibility} />
            <TimeAgo at={at} className="ml-auto whitespace-nowrap text-muted-foreground text-xs" />
          </li>
        ))}
      </ul>
    </Card>
  )
}
