'use client'

import { useQuery } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { deadLetterListOptions } from '@/lib/dead-letters/client'

const enough = 1000

/** Leads to the messages that were refused and says how many wait. */
export function DeadLettersLink() {
  const { data } = useQuery(deadLetterListOptions({ replayed: false, limit: 1 }))
  const waiting = data?.waiting ?? 0
  return (
    <Button asChild>
      <Link href="/events/dead-letters">
        <MailWarning aria-hidden />
        Dead letters
        {waiting > 0 ? (
          <Badge tone="warning">
            {waiting >= enough ? '999+' : waiting}
            <span className="sr-only"> waiting</span>
          </Badge>
        ) : null}
      </Link>
    </Button>
  )
}
