'use client'

import { useState } from 'react'
import { formatCompact, formatValue } from '@/components/charts/format'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { SetupTable } from '@/lib/sources/check-contract'

export const nameOf = ({ schema, name }: Pick<SetupTable, 'schema' | 'name'>) => `${schema}.${name}`

type TableChoiceProps = {
  tables: readonly SetupTable[]
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

const searchFrom = 8

/** Which tables to follow. */
export function TableChoice({ tables, chosen, onChange }: TableChoiceProps) {
  const [sought, setSought] = useState('')
  const shown = tables.filter((table) => nameOf(table).toLowerCase().includes(sought.trim().toLowerCase()))
  const set = (names: string[], on: boolean) => {
    const next = new Set(chosen)
    for (const name of names) on ? next.add(name) : next.delete(name)
    onChange(next)
  }
  const all = shown.map(nameOf)
  const count = all.filter((name) => chosen.has(name)).length
  return (
    <>
      {tables.length > searchFrom ? (
        <div className="px-4 pb-3">
          <Input
            aria-label="Find a table"
            placeholder="Find a table"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        </div>
      ) : null}
      <div className="max-h-96 overflow-y-auto">
        <Table aria-label="Tables to follow">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead className="w-px">
                <Checkbox
                  label="All tables"
                  checked={count === all.length && count > 0 ? true : count > 0 ? 'mixed' : false}
                  onChange={() => set(all, count < all.length)}
                />
              </TableHead>
              <TableHead>Table</TableHead>
              <TableHead className="max-sm:hidden">Key</TableHead>
              <TableHead numeric>Rows, about</TableHead>
              <TableHead numeric className="max-sm:hidden">
                Size
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {shown.map((table) => {
              const name = nameOf(table)
              return (
                <TableRow key={name}>
                  <TableCell>
                    <Checkbox
                      label={name}
                      checked={chosen.has(name)}
                      onChange={(event) => set([name], event.target.checked)}
                    />
                  </TableCell>
                  <TableCell className="[overflow-wrap:anywhere]">
                    {table.name} <span className="text-muted-foreground text-xs">{table.schema}</span>
                  </TableCell>
                  <TableCell className="text-muted-foreground max-sm:hidden">
                    {table.key.join(', ') || (table.identified ? 'whole row' : 'none: inserts only')}
                  </TableCell>
                  <TableCell numeric>
                    {table.estimate === null ? 'not counted' : formatCompact(table.estimate)}
                  </TableCell>
                  <TableCell numeric className="max-sm:hidden">
                    {formatValue(table.bytes, 'bytes')}
                  </TableCell>
                </TableRow>
              )
            })}
          </TableBody>
        </Table>
      </div>
    </>
  )
}
