'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Check, CircleCheck, CircleCheckBig, Radar } from 'lucide-react'
import Link from 'next/link'
import { useCommandCenter } from '@/components/commands/commands'
import { focusLine } from '@/components/inbox/focus-line'
import { SelectionBar } from '@/components/inbox/selection-bar'
import { useMinute } from '@/components/layout/clock'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LongerList, useListLimit } from '@/components/ui/longer-list'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { AcknowledgeDialog } from './acknowledge-dialog'
import { AnomalyFilters } from './anomaly-filters'
import { noFilters, readAnomalySearch } from './anomaly-search'
import { AnomalyTable } from './anomaly-table'
import { InboxBar } from './inbox-bar'
import { useInbox } from './use-inbox'
import { useInboxCommands } from './use-inbox-commands'

function Nothing({ quiet, onAll }: { quiet: boolean; onAll: () => void }) {
  return (
    <EmptyState
      icon={CircleCheck}
      title={quiet ? 'Nothing unusual right now' : 'No anomaly matches'}
      action={<Button onClick={onAll}>Show all anomalies</Button>}
    >
      {quiet
        ? 'DataWatch learns what is usual for each metric at each hour of the week, and lists here what is not.'
        : null}
    </EmptyState>
  )
}

/** What was unusual, to be gone through by mouse, finger or keys. */
export function AnomalyList() {
  const { search, change } = useSearch()
  const length = useListLimit()
  const wanted = { ...readAnomalySearch(search, useMinute()), limit: length.limit }
  const list = useQuery({ ...anomalyListOptions(wanted), placeholderData: keepPreviousData })
  const anomalies = list.data?.anomalies ?? []
  const inbox = useInbox(anomalies, search.get('group') !== 'none')
  useInboxCommands(inbox)
  const { showKeys } = useCommandCenter()
  const { asked, state, rows } = inbox
  const { limit: _, status, sort, ...filters } = wanted
  const backToLine = () => focusLine(state.current)
  return (
    <>
      <PageHeader
        title="Anomalies"
        description="What was unusual for its hour and its day"
        actions={
          <Button asChild>
            <Link href="/anomalies/detection">
              <Radar aria-hidden className="text-muted-foreground" />
              What is watched
            </Link>
          </Button>
        }
      />
      <Card aria-label="Anomalies">
        <AnomalyFilters anomalies={anomalies} />
        {rows.length > 0 ? (
          <>
            <InboxBar
              inbox={inbox}
              shown={anomalies.length}
              isMore={Boolean(list.data?.next_cursor)}
              onHelp={showKeys}
            />
            <AnomalyTable inbox={inbox} />
          </>
        ) : list.data ? (
          <Nothing
            quiet={status === 'open' && Object.keys(filters).length === 0}
            onAll={() => change({ status: 'all', ...noFilters })}
          />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={8} label="Loading anomalies" />
        )}
        <LongerList length={length} list={list} />
        <SelectionBar count={state.selected.size} onClear={() => inbox.act({ do: 'clear' })}>
          <Button variant="primary" onClick={() => inbox.askToAcknowledge()}>
            <Check aria-hidden className="max-sm:hidden" />
            Acknowledge
          </Button>
          <Button onClick={() => inbox.resolve()}>
            <CircleCheckBig aria-hidden className="max-sm:hidden" />
            Resolve
          </Button>
        </SelectionBar>
      </Card>
      {asked && asked.length > 0 ? (
        <AcknowledgeDialog
          anomalies={asked}
          onClose={inbox.cancel}
          onClosed={backToLine}
          onAcknowledge={inbox.acknowledge}
        />
      ) : null}
    </>
  )
}
