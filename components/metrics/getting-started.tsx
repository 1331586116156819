'use client'

import { Database, ScanSearch } from 'lucide-react'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { useKeyOption } from '@/components/access/use-key-option'
import { useOrigin } from '@/components/layout/use-origin'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'

const curl = (
  origin: string,
  keyOption: string,
) => `curl -X POST ${origin}/api/v1/datawatch/events \\${keyOption && `\n  ${keyOption} \\`}
  -H "Content-Type: application/json" \\
  -d '{
    "id": "evt_1",
    "type": "INSERT",
    "table": "orders",
    "schema": "public",
    "timestamp": "'"$(date -u +%FT%TZ)"'",
    "after": {
      "id": 1001,
      "amount": 99.99,
      "status": "pending",
      "customer_id": 42
    }
  }'`

function WhichKey() {
  return (
    <Allowed to="keys" otherwise=" API_KEY is an API key with the scope ingest, which an admin or owner can make.">
      {' API_KEY is an API key with the scope ingest: '}
      <Link href="/settings/keys?new=1" className="text-primary underline underline-offset-2">
        make one
      </Link>
      .
    </Allowed>
  )
}

/** What a fresh installation shows: how its first event gets in. */
export function GettingStarted() {
  const origin = useOrigin()
  const keyOption = useKeyOption()
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card className="grid content-start gap-3 p-5" aria-labelledby="send-one">
        <h2 id="send-one" className="font-semibold text-base">
          Send a row change
        </h2>
        <p className="text-[13px] text-muted-foreground">
          Anything that can post JSON can do it. This page changes by itself when the first one has arrived: the table
          gets its metrics and a board.
          {keyOption ? <WhichKey /> : null}
        </p>
        <CodeBlock label="In a terminal" code={curl(origin, keyOption)} />
        <div className="flex flex-wrap items-center gap-3">
          <Button asChild>
            <Link href="/events/inspect">
              <ScanSearch aria-hidden />
              Inspect a message
            </Link>
          </Button>
          <p className="min-w-48 flex-1 text-[13px] text-muted-foreground">
            Paste what your sender posts and see what DataWatch would make of it, before anything is stored.
          </p>
        </div>
      </Card>
      <Card className="grid content-start gap-3 p-5" aria-labelledby="follow-one">
        <h2 id="follow-one" className="font-semibold text-base">
          Follow a PostgreSQL database
        </h2>
        <p className="text-[13px] text-muted-foreground">
          DataWatch reads its write-ahead log by logical replication: no triggers, no polling. Paste its address; what
          stands in the way is said with the statement that mends it.
        </p>
        <Allowed to="sources" otherwise={<p className="text-[13px]">An admin or owner can do it.</p>}>
          <Button asChild variant="primary" className="justify-self-start">
            <Link href="/sources/new">
              <Database aria-hidden />
              Follow a database
            </Link>
          </Button>
        </Allowed>
        <p className="text-[13px] text-muted-foreground">
          Debezium, Kafka Connect, Maxwell, Sequin, Supabase and others have{' '}
          <Link href="/sources/new?kind=debezium" className="text-primary underline underline-offset-2">
            recipes
          </Link>
          .
        </p>
      </Card>
    </div>
  )
}
