'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { keysOptions } from '@/lib/access/key-client'
import type { ApiKey } from '@/lib/access/key-contract'
import { KeyDialog } from './key-dialog'
import { KeyRow, type KeyVerb } from './key-row'
import { RevokeKey } from './revoke-key'
import { RotateKey } from './rotate-key'
import { SettingsTabs } from './settings-tabs'

const shown = [
  { value: 'active', label: 'Active' },
  { value: 'all', label: 'All' },
] as const

const dialogs = { change: KeyDialog, rotate: RotateKey, revoke: RevokeKey }

/** What programs reach DataWatch with. */
export function KeysPage() {
  const { search, change } = useSearch()
  const list = useQuery(keysOptions())
  const [task, setTask] = useState<{ verb: KeyVerb; apiKey: ApiKey }>()
  const isAll = search.get('state') === 'all'
  const keys = (list.data?.keys ?? []).filter(({ state }) => isAll || state === 'active')
  const Chosen = task && dialogs[task.verb]
  const make = () => change({ new: '1' })
  return (
    <>
      <PageHeader
        title="Settings"
        description="What programs reach DataWatch with"
        actions={
          <Button variant="primary" onClick={make}>
            <Plus aria-hidden />
            New key
          </Button>
        }
      />
      <SettingsTabs />
      <Card aria-label="API keys">
        <div className="p-3">
          <Segmented
            label="State"
            value={isAll ? 'all' : 'active'}
            options={shown}
            onChange={(state) => change({ state: state === 'active' ? null : state })}
          />
        </div>
        {keys.length > 0 ? (
          <Table aria-label="API keys">
            <TableHeader className="max-sm:sr-only">
              <TableRow className="border-t hover:bg-transparent">
                <TableHead>Key</TableHead>
                <TableHead className="max-md:hidden">Scopes</TableHead>
                <TableHead className="max-sm:hidden">Last used</TableHead>
                <TableHead className="max-sm:hidden">Expires</TableHead>
                <TableHead>
                  <span className="sr-only">More</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {keys.map((one) => (
                <KeyRow key={one.id} apiKey={one} onVerb={(verb) => setTask({ verb, apiKey: one })} />
              ))}
            </TableBody>
          </Table>
        ) : list.data ? (
          <EmptyState
            icon={KeyRound}
            title={isAll || list.data.count === 0 ? 'No keys yet' : 'No key is active'}
            className="border-t"
            action={<Button onClick={make}>New key</Button>}
          >
            A key lets a program send events, read metrics or change boards, and nothing else than what it is for.
          </EmptyState>
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={5} />
        )}
      </Card>
      {search.get('new') ? <KeyDialog onClose={() => change({ new: null }, { replace: true })} /> : null}
      {task && Chosen ? <Chosen apiKey={task.apiKey} onClose={() => setTask(undefined)} /> : null}
    </>
  )
}
