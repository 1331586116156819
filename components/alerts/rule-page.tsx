'use client'

import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { notFound, useRouter } from 'next/navigation'
import { Allowed } from '@/components/access/allowed'
import { ClosedPage } from '@/components/access/closed-page'
import { eitherOf } from '@/components/access/either-of'
import { useSearch } from '@/components/layout/use-search'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { permissions } from '@/lib/access/permissions'
import { alertRuleOptions, useDeleteAlertRule } from '@/lib/alerts/client'
import type { AlertRule } from '@/lib/alerts/contract'
import { ApiError } from '@/lib/http/api'
import { HealthBadge } from './alert-badges'
import { draftOf, ruleFromSearch } from './rule-draft'
import { RuleEditor } from './rule-editor'

const above = (
  <Link href="/alerts/rules" className="hover:text-foreground">
    Rules
  </Link>
)

/** A rule that is not there yet, with what the address says of it. */
export function NewRulePage() {
  const { search } = useSearch()
  return (
    <Allowed to="write" otherwise={<ClosedPage title="New rule" needs="write" />}>
      <PageHeader above={above} title="New rule" description="See what it would have done before it can wake anybody" />
      <RuleEditor start={ruleFromSearch(search)} />
    </Allowed>
  )
}

function State({ rule }: { rule: AlertRule }) {
  return (
    <>
      {rule.waiting_for ? <Notice tone="warning">It waits, and begins by itself: {rule.waiting_for}</Notice> : null}
      {rule.last_error ? <Notice tone="destructive">It could not be evaluated: {rule.last_error}</Notice> : null}
      {rule.origin === 'file' ? (
        <Notice>It is set in the configuration (alerts.rules) and is changed there.</Notice>
      ) : null}
      {rule.warnings.map((one) => (
        <Notice key={one} tone="warning">
          {one}
        </Notice>
      ))}
    </>
  )
}

/** A rule that there is, to be changed. */
export function RulePage({ id }: { id: string }) {
  const { data: rule, error, isFetching, refetch } = useQuery(alertRuleOptions(id))
  const mayWrite = useMay('write')
  const [deleting, say, router] = [useDeleteAlertRule(), useToast(), useRouter()]
  if (!rule) {
    if (error instanceof ApiError && error.status === 404) notFound()
    if (error) return <ErrorState error={error} onRetry={() => refetch()} retrying={isFetching} />
    return <Skeleton className="h-96 w-full" />
  }
  const remove = () =>
    deleting.mutate(id, {
      onSuccess: () => {
        say({ title: `${rule.name}: deleted` })
        router.push('/alerts/rules')
      },
      onError: (failed) => say({ title: failed.message, tone: 'error' }),
    })
  return (
    <>
      <PageHeader
        above={
          <div className="flex flex-wrap items-center gap-2">
            {above}
            <HealthBadge state={rule.state} />
            {rule.origin === 'manual' ? null : (
              <Badge>{rule.origin === 'file' ? 'from the configuration' : 'there from the start'}</Badge>
            )}
          </div>
        }
        title={rule.name}
        description={rule.condition}
        actions={
          <>
            <Button asChild>
              <Link href={`/alerts?status=all&rule=${encodeURIComponent(rule.name)}`}>Its alerts</Link>
            </Button>
            {rule.origin === 'file' ? null : (
              <Allowed to="write">
                <Button onClick={remove} disabled={deleting.isPending}>
                  Delete
                </Button>
              </Allowed>
            )}
          </>
        }
      />
      {mayWrite ? null : (
        <Notice icon={Lock}>
          You may look at it; to change it needs the role {eitherOf(permissions.write.roles)}.
        </Notice>
      )}
      <State rule={rule} />
      <RuleEditor key={rule.updated_at} rule={rule} start={draftOf(rule)} />
    </>
  )
}
