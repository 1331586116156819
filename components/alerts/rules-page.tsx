'use client'

import { useQuery } from '@tanstack/react-query'
import { BellPlus, Plus, SearchX } from 'lucide-react'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { AddressFilter, asOptions, sortedOptions } from '@/components/layout/address-filter'
import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { alertRulesOptions } from '@/lib/alerts/client'
import { type AlertRule, ruleHealths, severities } from '@/lib/alerts/contract'
import { healthWord } from './alert-badges'
import { kindOptions } from './alert-filters'
import { readRuleSearch } from './alert-search'
import { AlertTabs } from './alert-tabs'
import { RuleRow } from './rule-row'

function Filters({ rules }: { rules: readonly AlertRule[] }) {
  const text = useSearchText()
  return (
    <div className="flex flex-wrap gap-2 border-b p-3">
      <SearchInput label="Search rules" className="min-w-52 flex-1 max-sm:basis-full" {...text} />
      <AddressFilter
        name="state"
        label="State"
        any="Any state"
        options={ruleHealths.map((value) => ({ value, label: healthWord(value) }))}
      />
      <AddressFilter name="severity" label="Severity" any="Any severity" options={asOptions(severities)} />
      <AddressFilter name="kind" label="Kind" any="Any kind" options={kindOptions} />
      <AddressFilter
        name="owner"
        label="Owner"
        any="Any owner"
        options={sortedOptions(rules.map(({ owner }) => owner))}
      />
    </div>
  )
}

const names = ['q', 'state', 'severity', 'kind', 'metric', 'owner'] as const

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const { change } = useSearch()
  if (isNarrowed) {
    const clear = () => change(Object.fromEntries(names.map((name) => [name, null])))
    return (
      <EmptyState icon={SearchX} title="No rule matches" action={<Button onClick={clear}>Clear the filters</Button>} />
    )
  }
  return (
    <EmptyState
      icon={BellPlus}
      title="No rules yet"
      action={
        <Allowed to="write">
          <Button asChild variant="primary">
            <Link href="/alerts/rules/new">Make a rule</Link>
          </Button>
        </Allowed>
      }
    >
      A rule says when a value, an anomaly or a source that stops should reach somebody.
    </EmptyState>
  )
}

/** All rules: how each stands, to be made, changed and switched off. */
export function AlertRulesPage() {
  const { search } = useSearch()
  const wanted = readRuleSearch(search)
  const list = useQuery(alertRulesOptions(wanted))
  const rules = list.data?.rules ?? []
  return (
    <>
      <PageHeader
        title="Rules"
        description="When something should reach somebody"
        actions={
          <Allowed to="write">
            <Button asChild variant="primary">
              <Link href="/alerts/rules/new">
                <Plus aria-hidden />
                New rule
              </Link>
            </Button>
          </Allowed>
        }
      />
      <AlertTabs />
      <Card aria-label="Rules">
        <Filters rules={rules} />
        {rules.length > 0 ? (
          <Table aria-label="Rules">
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>Rule</TableHead>
                <TableHead className="max-md:hidden">State</TableHead>
                <TableHead numeric className="max-lg:hidden">
                  Last value
                </TableHead>
                <TableHead className="max-md:hidden">Severity</TableHead>
                <TableHead>
                  <span className="sr-only">On or off</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rules.map((rule) => (
                <RuleRow key={rule.id} rule={rule} />
              ))}
            </TableBody>
          </Table>
        ) : list.data ? (
          <Nothing isNarrowed={names.some((name) => search.get(name))} />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={10} label="Loading" />
        )}
      </Card>
    </>
  )
}
