'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { WidgetConfig } from '@/lib/dashboards/contract'
import { plainWords, sentence } from '@/lib/dashboards/words'
import { ChoiceField } from './choice-field'

const newest = '(newest)'

type ColumnsFieldProps = { config: WidgetConfig; configure: (change: Partial<WidgetConfig>) => void }

/** Which columns of the rows are shown, by which they are sorted and in which units they are written. */
export function ColumnsField({ config, configure }: ColumnsFieldProps) {
  const { columns = [], sort, formats = {} } = config
  const setUnit = (column: string, unit: string) => {
    const { [column]: _, ...rest } = formats
    const next = unit ? { ...rest, [column]: unit } : rest
    configure({ formats: Object.keys(next).length > 0 ? next : undefined })
  }
  return (
    <>
      <Field label="Columns" hint="Names with commas between; empty for the most telling ones">
        {(control) => (
          <Input
            {...control}
            defaultValue={columns.join(', ')}
            onBlur={(event) => {
              const named = event.target.value.split(',').flatMap((column) => column.trim() || [])
              configure({ columns: named.length > 0 ? named : undefined })
            }}
          />
        )}
      </Field>
      {columns.length > 0 ? (
        <div className="grid grid-cols-2 gap-3">
          {columns.map((column) => (
            <Field key={column} label={`Unit of ${column}`}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={50}
                  placeholder="As it is"
                  value={formats[column] ?? ''}
                  onChange={(event) => setUnit(column, event.target.value)}
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
      <ChoiceField
        label="Sorted by"
        hint="Of the newest rows"
        value={sort ? `${sort.descending ? '-' : '+'}${sort.column}` : newest}
        options={[
          { value: newest, label: 'Newest first' },
          ...[...new Set([...columns, ...(sort ? [sort.column] : [])])].flatMap((column) => [
            { value: `+${column}`, label: `${sentence(plainWords(column))}, smallest first` },
            { value: `-${column}`, label: `${sentence(plainWords(column))}, largest first` },
          ]),
        ]}
        onChange={(way) =>
          configure({ sort: way === newest ? undefined : { column: way.slice(1), descending: way.startsWith('-') } })
        }
      />
    </>
  )
}
