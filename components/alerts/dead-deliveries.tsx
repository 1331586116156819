'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardHeader, CardTitle } from '@/components/ui/card'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { deliveriesOptions, useReplayDeliveries } from '@/lib/alerts/client'
import { countOf } from './alert-words'
import { DeliveryRows } from './delivery-rows'

/** Messages that could not be delivered, to be sent again; nothing where there are none. */
export function DeadDeliveries() {
  const { data } = useQuery(deliveriesOptions({ status: 'dead', limit: 50 }))
  const mayReplay = useMay('write')
  const [replaying, say] = [useReplayDeliveries(), useToast()]
  if (!data || data.deliveries.length === 0) return null
  const replay = (ids?: string[]) =>
    replaying.mutate(ids ? { ids } : {}, {
      onSuccess: ({ replayed }) =>
        say(
          replayed > 0
            ? { title: `${countOf(replayed, 'message')} on the way again` }
            : {
                title: 'Nothing was sent again',
                detail: 'The channel is gone or off: change it or switch it on first.',
              },
        ),
      onError: (error) => say({ title: error.message, tone: 'error' }),
    })
  return (
    <Card aria-label="Not delivered" className="mt-4">
      <CardHeader>
        <CardTitle>
          {data.next_cursor ? 'The newest that were not delivered' : `${countOf(data.count, 'message')} not delivered`}
        </CardTitle>
        <CardActions>
          {mayReplay ? (
            <Button size="sm" onClick={() => replay()} disabled={replaying.isPending}>
              <RotateCw aria-hidden />
              Send all again
            </Button>
          ) : null}
        </CardActions>
      </CardHeader>
      <DeliveryRows
        deliveries={data.deliveries}
        lead="alert"
        action={({ id, alert_title }) =>
          mayReplay ? (
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Send again: ${alert_title}`}
              onClick={() => replay([id])}
              disabled={replaying.isPending}
            >
              Send again
            </Button>
          ) : null
        }
      />
    </Card>
  )
}
