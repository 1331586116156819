'use client'

import { useQuery } from '@tanstack/react-query'
import { Check, CircleCheck, CircleCheckBig, Keyboard, SearchX, UserRound } from 'lucide-react'
import Link from 'next/link'
import { useId, useMemo } from 'react'
import { Allowed } from '@/components/access/allowed'
import { useCommandCenter } from '@/components/commands/commands'
import { isAllSelected } from '@/components/inbox/inbox-state'
import { SelectionBar } from '@/components/inbox/selection-bar'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LongerList, useListLimit } from '@/components/ui/longer-list'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useMay } from '@/lib/access/client'
import { alertListOptions } from '@/lib/alerts/client'
import { AlertFilters } from './alert-filters'
import { noFilters, readAlertSearch, readView } from './alert-search'
import { AlertTable } from './alert-table'
import { AlertTabs } from './alert-tabs'
import { countOf } from './alert-words'
import { InboxDialogs } from './inbox-dialogs'
import { NotifyButton } from './notify-button'
import { SnoozeMenu } from './snooze-menu'
import { SummaryStrip } from './summary-strip'
import { type AlertInbox, useAlertInbox } from './use-alert-inbox'
import { useAlertInboxCommands } from './use-alert-inbox-commands'

function Bar({ inbox, isMore }: { inbox: AlertInbox; isMore: boolean }) {
  const all = useId()
  const { showKeys } = useCommandCenter()
  const { rows, state, act } = inbox
  const mayAct = useMay('write')
  const count = state.selected.size
  return (
    <div className="flex items-center gap-2 border-b px-4 py-1.5 text-[13px]">
      <label htmlFor={all} className="mr-auto flex cursor-pointer items-center gap-2.5 py-1">
        {mayAct ? (
          <Checkbox
            id={all}
            label={`Select all ${countOf(rows.length)} shown`}
            checked={isAllSelected(rows, state) ? true : count > 0 ? 'mixed' : false}
            onChange={() => act({ do: 'toggleAll' })}
          />
        ) : null}
        <span className="text-muted-foreground">
          {countOf(rows.length)}
          {isMore ? ', the newest' : ''}
        </span>
      </label>
      <span role="status" className="sr-only">
        {count > 0 ? `${countOf(count)} selected` : ''}
      </span>
      <Button size="sm" variant="ghost" onClick={showKeys} className="max-lg:hidden">
        <Keyboard aria-hidden />
        Keys
      </Button>
    </div>
  )
}

function Nothing({ isQuiet }: { isQuiet: boolean }) {
  const { change } = useSearch()
  if (!isQuiet) {
    return (
      <EmptyState
        icon={SearchX}
        title="No alert matches"
        action={<Button onClick={() => change({ status: 'all', ...noFilters })}>Show all alerts</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={CircleCheck}
      title="Nothing asks for you"
      action={
        <>
          <Allowed to="write">
            <Button asChild variant="primary">
              <Link href="/alerts/rules/new">Make a rule</Link>
            </Button>
          </Allowed>
          <Button onClick={() => change({ status: 'all' })}>Show all alerts</Button>
        </>
      }
    >
      Metrics that cross a threshold, anomalies, broken rules of quality, changes of schemas and sources that stop are
      listed here.
    </EmptyState>
  )
}

/** Everything that is wrong in one list, to be gone through by mouse, finger or keys. */
export function AlertInboxPage() {
  const { search } = useSearch()
  const view = readView(search)
  const length = useListLimit()
  const wanted = { ...readAlertSearch(search), limit: length.limit }
  const list = useQuery(alertListOptions(wanted))
  const alerts = useMemo(() => list.data?.alerts ?? [], [list.data])
  const inbox = useAlertInbox(alerts)
  useAlertInboxCommands(inbox)
  const isNarrowed = view !== 'open' || Object.keys(noFilters).some((name) => search.get(name))
  const people = [...new Set(alerts.flatMap(({ assignee, owner }) => [assignee, owner].flatMap((one) => one ?? [])))]
  return (
    <>
      <PageHeader title="Alerts" description="Everything that is wrong, and who is on it" actions={<NotifyButton />} />
      <AlertTabs />
      <SummaryStrip short />
      <Card aria-label="Alerts">
        <AlertFilters alerts={alerts} />
        {alerts.length > 0 ? (
          <>
            <Bar inbox={inbox} isMore={Boolean(list.data?.next_cursor)} />
            <AlertTable inbox={inbox} />
          </>
        ) : list.data ? (
          <Nothing isQuiet={!isNarrowed} />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={8} label="Loading alerts" />
        )}
        <LongerList length={length} list={list} />
        <SelectionBar count={inbox.state.selected.size} onClear={() => inbox.act({ do: 'clear' })}>
          <Button variant="primary" onClick={() => inbox.ask('acknowledge')}>
            <Check aria-hidden className="max-sm:hidden" />
            Acknowledge
          </Button>
          <SnoozeMenu onSnooze={inbox.snooze} />
          <Button onClick={() => inbox.ask('assign')}>
            <UserRound aria-hidden className="max-sm:hidden" />
            Assign
          </Button>
          <Button onClick={() => inbox.ask('resolve')}>
            <CircleCheckBig aria-hidden className="max-sm:hidden" />
            Resolve
          </Button>
        </SelectionBar>
      </Card>
      <InboxDialogs inbox={inbox} known={people} />
    </>
  )
}
