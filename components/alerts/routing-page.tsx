'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { RoutingAnswer } from '@/lib/alerts/routing-contract'
import { AlertTabs } from './alert-tabs'
import { matchersText } from './alert-words'
import { InhibitionDialog } from './inhibition-dialog'
import { RouteDialog } from './route-dialog'
import { inhibitionWords, routeWords } from './route-words'
import { RoutingRow } from './routing-row'
import { useRouting } from './use-routing'

type Routing = ReturnType<typeof useRouting>
type PartProps = { routing: Routing; onEdit: (index?: number) => void }

function Routes({ routing, onEdit }: PartProps) {
  const { routes, isPending, isFixed } = routing
  return (
    <Card aria-label="Routes">
      <CardHeader>
        <CardTitle>Routes</CardTitle>
        <CardDescription className="max-sm:hidden">The first that matches says who is told</CardDescription>
        <CardActions>
          {isFixed ? null : (
            <Button size="sm" onClick={() => onEdit()}>
              <Plus aria-hidden />
              New route
            </Button>
          )}
        </CardActions>
      </CardHeader>
      <ol className="divide-y border-t">
        {routes.map((route, index) => (
          <RoutingRow
            key={`${index + 1} ${route.name}`}
            name={route.name}
            onEdit={() => onEdit(index)}
            onRemove={() => routing.remove('routes', index)}
            onMove={(by) => routing.move(index, by)}
            isFirst={index === 0}
            isLast={index === routes.length - 1}
            isFixed={isFixed}
            busy={isPending}
          >
            <p className="flex flex-wrap items-baseline gap-x-2 text-[13px]">
              <span className="font-medium">
                {index + 1}. {route.name}
              </span>
              <code className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
                {matchersText(route.matchers)}
              </code>
            </p>
            <ul className="mt-0.5 text-muted-foreground text-xs">
              {routeWords(route).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </RoutingRow>
        ))}
        <li className="px-4 py-3 text-[13px] text-muted-foreground">
          {routes.length === 0 ? 'Every alert goes' : 'What none of them matches goes'} to every channel.
        </li>
      </ol>
    </Card>
  )
}

function Inhibitions({ routing, onEdit }: PartProps) {
  const { inhibitions, isPending, isFixed } = routing
  return (
    <Card aria-label="Held back">
      <CardHeader>
        <CardTitle>Held back</CardTitle>
        <CardDescription className="max-sm:hidden">What another alert explains</CardDescription>
        <CardActions>
          {isFixed ? null : (
            <Button size="sm" onClick={() => onEdit()}>
              <Plus aria-hidden />
              Hold back
            </Button>
          )}
        </CardActions>
      </CardHeader>
      {inhibitions.length > 0 ? (
        <ul className="divide-y border-t">
          {inhibitions.map((one, index) => (
            <RoutingRow
              key={`${index + 1} ${inhibitionWords(one)}`}
              name={inhibitionWords(one)}
              onEdit={() => onEdit(index)}
              onRemove={() => routing.remove('inhibitions', index)}
              isFixed={isFixed}
              busy={isPending}
            >
              <p className="text-[13px] [overflow-wrap:anywhere]">{inhibitionWords(one)}.</p>
            </RoutingRow>
          ))}
        </ul>
      ) : (
        <CardContent className="text-[13px] text-muted-foreground">
          Nothing. Say that while a source is down, nobody is told of its tables.
        </CardContent>
      )}
    </Card>
  )
}

function Notices({ answer: { origin, warnings } }: { answer: RoutingAnswer }) {
  return (
    <>
      {origin === 'file' ? (
        <Notice>It is set in the configuration (alerts.routing) and is changed there.</Notice>
      ) : null}
      {warnings.map((one) => (
        <Notice key={one} tone="warning">
          {one}
        </Notice>
      ))}
    </>
  )
}

function Changed({ answer: { updated_by, updated_at } }: { answer: RoutingAnswer }) {
  if (!updated_at) return null
  return (
    <p className="mt-3 text-muted-foreground text-xs">
      Changed <TimeAgo at={updated_at} />
      {updated_by ? ` by ${updated_by}` : ''}
    </p>
  )
}

type Edited = { part: 'routes' | 'inhibitions'; index?: number }

/** Who is told of what, when again, and when not. */
export function RoutingPage() {
  const routing = useRouting()
  const [edited, setEdited] = useState<Edited>()
  const { query } = routing
  const close = () => setEdited(undefined)
  return (
    <>
      <PageHeader title="Routing" description="Who is told of which alert, when again, and when not" />
      <AlertTabs />
      {query.data ? (
        <>
          <Notices answer={query.data} />
          <div className="grid gap-4">
            <Routes routing={routing} onEdit={(index) => setEdited({ part: 'routes', index })} />
            <Inhibitions routing={routing} onEdit={(index) => setEdited({ part: 'inhibitions', index })} />
          </div>
          <Changed answer={query.data} />
        </>
      ) : (
        <Card>
          {query.isError ? (
            <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
          ) : (
            <SkeletonRows rows={6} label="Loading" />
          )}
        </Card>
      )}
      {edited?.part === 'routes' ? (
        <RouteDialog
          route={edited.index === undefined ? undefined : routing.routes[edited.index]}
          onSave={(route) => routing.put('routes', edited.index, route)}
          onClose={close}
        />
      ) : null}
      {edited?.part === 'inhibitions' ? (
        <InhibitionDialog
          inhibition={edited.index === undefined ? undefined : routing.inhibitions[edited.index]}
          onSave={(inhibition) => routing.put('inhibitions', edited.index, inhibition)}
          onClose={close}
        />
      ) : null}
    </>
  )
}
