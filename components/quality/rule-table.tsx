'use client'

import { useState } from 'react'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { ListedRule } from '@/lib/quality/contract'
import { RuleDialog } from './rule-dialog'
import { RuleRow } from './rule-row'

/** Rules with what they counted; one that is chosen can be changed. */
export function RuleTable({ rules, label }: { rules: ListedRule[]; label: string }) {
  const [edited, setEdited] = useState<ListedRule | null>(null)
  return (
    <>
      <Table aria-label={label}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>Rule</TableHead>
            <TableHead className="max-sm:hidden">Severity</TableHead>
            <TableHead numeric>Last day</TableHead>
            <TableHead>
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} onEdit={() => setEdited(rule)} />
          ))}
        </TableBody>
      </Table>
      {edited ? <RuleDialog rule={edited} onClose={() => setEdited(null)} /> : null}
    </>
  )
}
