'use client'

import { useQuery } from '@tanstack/react-query'
import { BellOff, Plus } from 'lucide-react'
import { Allowed } from '@/components/access/allowed'
import { Moment, TimeAgo } from '@/components/layout/time-ago'
import { useSearch } from '@/components/layout/use-search'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { silencesOptions, useEndSilence } from '@/lib/alerts/client'
import type { Silence } from '@/lib/alerts/routing-contract'
import { readSilenceSearch } from './alert-search'
import { AlertTabs } from './alert-tabs'
import { countOf, matcherText } from './alert-words'
import { SilenceDialog } from './silence-dialog'

const tones: Record<Silence['state'], BadgeTone> = { active: 'warning', pending: 'primary', expired: 'outline' }
const words: Record<Silence['state'], string> = { active: 'active', pending: 'to come', expired: 'over' }
const shown = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'pending', label: 'To come' },
  { value: 'expired', label: 'Over' },
] as const

function When({ silence: { state, starts_at, ends_at } }: { silence: Silence }) {
  if (state === 'pending') {
    return (
      <>
        from <Moment at={starts_at} /> to <Moment at={ends_at} />
      </>
    )
  }
  return (
    <>
      {state === 'active' ? 'until' : 'ended'} <Moment at={ends_at} />
    </>
  )
}

function SilenceRow({ silence }: { silence: Silence }) {
  const [ending, say] = [useEndSilence(), useToast()]
  const name = silence.matchers.map(matcherText).join(', ')
  const end = () =>
    ending.mutate(silence.id, {
      onSuccess: () => say({ title: 'The silence is over' }),
      onError: (error) => say({ title: error.message, tone: 'error' }),
    })
  return (
    <li aria-label={name} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap gap-1.5">
          {silence.matchers.map((one) => (
            <code key={matcherText(one)} className="rounded bg-muted px-1.5 py-0.5 text-xs [overflow-wrap:anywhere]">
              {matcherText(one)}
            </code>
          ))}
        </p>
        {silence.comment ? <p className="mt-1 text-[13px] [overflow-wrap:anywhere]">{silence.comment}</p> : null}
        <p className="mt-1 text-muted-foreground text-xs">
          <When silence={silence} /> · {silence.created_by}, <TimeAgo at={silence.created_at} />
          {silence.state === 'active' ? ` · covers ${countOf(silence.covers)} now` : ''}
        </p>
      </div>
      <Badge tone={tones[silence.state]}>{words[silence.state]}</Badge>
      {silence.state === 'expired' ? null : (
        <Allowed to="write">
          <Button
            size="sm"
            onClick={end}
            disabled={ending.isPending}
            aria-label={`${silence.state === 'pending' ? 'Cancel' : 'End now'}: ${name}`}
          >
            {silence.state === 'pending' ? 'Cancel' : 'End now'}
          </Button>
        </Allowed>
      )}
    </li>
  )
}

/** What nobody is told of, for how long and why. */
export function SilencesPage() {
  const { search, change } = useSearch()
  const wanted = readSilenceSearch(search)
  const { state } = wanted
  const list = useQuery(silencesOptions(wanted))
  const mayWrite = useMay('write')
  const make = () => change({ new: '1' })
  return (
    <>
      <PageHeader
        title="Silences"
        description="Times in which nobody is told of some alerts; they stay in the inbox"
        actions={
          mayWrite ? (
            <Button variant="primary" onClick={make}>
              <Plus aria-hidden />
              New silence
            </Button>
          ) : null
        }
      />
      <AlertTabs />
      <Card aria-label="Silences">
        <div className="p-3">
          <Segmented
            label="State"
            value={state ?? 'all'}
            options={shown}
            onChange={(next) => change({ state: next === 'all' ? null : next })}
          />
        </div>
        {list.data && list.data.silences.length > 0 ? (
          <ul className="divide-y border-t">
            {list.data.silences.map((one) => (
              <SilenceRow key={one.id} silence={one} />
            ))}
          </ul>
        ) : list.data ? (
          <EmptyState
            icon={BellOff}
            title={state ? 'None' : 'Nothing is silenced'}
            className="border-t"
            action={mayWrite ? <Button onClick={make}>New silence</Button> : null}
          >
            Silence what you know of before you begin, such as a maintenance, and nobody is called for it.
          </EmptyState>
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={5} label="Loading" />
        )}
      </Card>
      {mayWrite && search.get('new') ? (
        <SilenceDialog onClose={() => change({ new: null }, { replace: true })} />
      ) : null}
    </>
  )
}
