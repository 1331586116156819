'use client'

import { Keyboard, Rows3 } from 'lucide-react'
import { useId } from 'react'
import { isAllSelected } from '@/components/inbox/inbox-state'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { useMay } from '@/lib/access/client'
import { countOf } from './anomaly-words'
import type { Inbox } from './use-inbox'

type InboxBarProps = { inbox: Inbox; shown: number; isMore: boolean; onHelp: () => void }

/** Over the lines: all of them at once, how many they are, and in what order. */
export function InboxBar({ inbox, shown, isMore, onHelp }: InboxBarProps) {
  const { search, change } = useSearch()
  const { rows, state, act } = inbox
  const all = useId()
  const mayAct = useMay('write')
  const isAll = isAllSelected(rows, state)
  const isGrouped = search.get('group') !== 'none'
  const sort = search.get('sort') === 'score' ? 'score' : 'started'
  const count = state.selected.size
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-1.5 text-[13px]">
      <label htmlFor={all} className="mr-auto flex cursor-pointer items-center gap-2.5 py-1">
        {mayAct ? (
          <Checkbox
            id={all}
            label={`Select all ${countOf(shown)} shown`}
            checked={isAll ? true : count > 0 ? 'mixed' : false}
            onChange={() => act({ do: 'toggleAll' })}
          />
        ) : null}
        <span className="text-muted-foreground">
          {countOf(shown)}
          {isMore ? ', and older ones' : ''}
        </span>
      </label>
      <span role="status" className="sr-only">
        {count > 0 ? `${countOf(count)} selected` : ''}
      </span>
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={isGrouped}
        className={isGrouped ? 'bg-accent text-foreground' : undefined}
        onClick={() => change({ group: isGrouped ? 'none' : null })}
      >
        <Rows3 aria-hidden />
        <span className="max-sm:sr-only">By incident</span>
      </Button>
      <Select
        label="Sort"
        value={sort}
        options={[
          { value: 'started', label: 'Newest first' },
          { value: 'score', label: 'Most surprising first' },
        ]}
        onChange={(next) => change({ sort: next === 'score' ? next : null })}
        className="h-7 text-xs"
      />
      <Button size="sm" variant="ghost" onClick={onHelp} className="max-lg:hidden">
        <Keyboard aria-hidden />
        Keys
      </Button>
    </div>
  )
}
