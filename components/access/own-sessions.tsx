'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { ownSessionsOptions, useEndSession } from '@/lib/access/client'
import { browserWords } from './browser-words'
import { SessionRow } from './session-row'

const counted = (count: number) => `${count} other ${count === 1 ? 'session' : 'sessions'}`

/** The browsers that the viewer is signed in with, each to be signed out from here. */
export function OwnSessions() {
  const list = useQuery(ownSessionsOptions())
  const [ending, say] = [useEndSession(), useToast()]
  const sessions = list.data?.sessions ?? []
  const others = sessions.filter(({ current }) => !current)
  const end = (which: string) =>
    ending.mutate(which, {
      onSuccess: ({ ended }) => say({ title: which === 'others' ? `${counted(ended)} ended` : 'Signed out there' }),
      onError: (error) => say({ title: error.message, tone: 'error' }),
    })
  return (
    <Card aria-label="Sessions">
      <CardHeader>
        <CardTitle>Where you are signed in</CardTitle>
        {others.length > 0 ? (
          <CardActions>
            <Button size="sm" onClick={() => end('others')} disabled={ending.isPending}>
              Sign out everywhere else
            </Button>
          </CardActions>
        ) : null}
      </CardHeader>
      {list.data ? (
        <ul className="divide-y border-t">
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              actions={
                session.current ? null : (
                  <Button
                    size="sm"
                    aria-label={`Sign out ${browserWords(session.user_agent)}`}
                    onClick={() => end(session.id)}
                    disabled={ending.isPending}
                  >
                    Sign out
                  </Button>
                )
              }
            />
          ))}
        </ul>
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
      ) : (
        <SkeletonRows rows={2} />
      )}
    </Card>
  )
}
