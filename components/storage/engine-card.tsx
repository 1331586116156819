import { formatValue } from '@/components/charts/format'
import { formatDay } from '@/components/charts/format-time'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import type { EngineStatus } from '@/lib/storage/contract'

const names: Record<EngineStatus['name'], string> = {
  prometheus: 'Prometheus',
  influxdb: 'InfluxDB',
  timescale: 'TimescaleDB',
}
const states: Record<EngineStatus['state'], { tone: BadgeTone; word: string }> = {
  ok: { tone: 'success', word: 'takes minutes' },
  waiting: { tone: 'neutral', word: 'begins' },
  failing: { tone: 'destructive', word: 'takes no minutes' },
  unmoved: { tone: 'warning', word: 'not moved yet' },
}

function Trouble({ engine }: { engine: EngineStatus }) {
  const { state, failure, failing_since, name } = engine
  if (state === 'unmoved') {
    return (
      <Notice tone="warning">
        Minutes rest in {names[name]}, and the configuration names another storage: “datawatch storage migrate” moves
        them.
      </Notice>
    )
  }
  if (failure === null) return null
  return (
    <Notice tone="destructive">
      {failure}. Nothing is lost: minutes wait in the outbox and go on by themselves.
      {failing_since ? (
        <>
          {' '}
          Since <TimeAgo at={failing_since} />.
        </>
      ) : null}
    </Notice>
  )
}

/** The engine in which minutes rest in the long run, and how far it has come. */
export function EngineCard({ engine }: { engine: EngineStatus }) {
  const { name, state, holds_from, holds_before, waiting_rows, waiting_rows_most, oldest_waiting_at, late_rows } =
    engine
  const { tone, word } = states[state]
  return (
    <Card className="mt-4" aria-label="Storage engine">
      <CardHeader>
        <CardTitle className="flex items-center gap-2">
          {names[name]} <Badge tone={tone}>{word}</Badge>
        </CardTitle>
        <CardDescription>where minutes rest once they have left the database</CardDescription>
      </CardHeader>
      <CardContent>
        <Trouble engine={engine} />
        <Facts>
          <Fact name="Holds minutes from">{formatDay(holds_from, 'UTC')}</Fact>
          <Fact name="Up to">
            <TimeAgo at={holds_before} />
          </Fact>
          <Fact name="Waiting">
            {formatValue(waiting_rows)} of at most {formatValue(waiting_rows_most)}
            {oldest_waiting_at ? (
              <>
                , the oldest of <TimeAgo at={oldest_waiting_at} />
              </>
            ) : null}
          </Fact>
          <Fact name="Came late, kept in the database">{formatValue(late_rows)}</Fact>
          <Fact name="Refused, kept in the database">{formatValue(engine.refused_total)}</Fact>
        </Facts>
      </CardContent>
    </Card>
  )
}
