import { cn } from '@/components/ui/cn'
import { Select } from '@/components/ui/select'
import { TableCell, TableRow } from '@/components/ui/table'
import type { ColumnPatch, TableColumn } from '@/lib/metrics/columns-contract'
import { settableRoles } from '@/lib/metrics/contract'
import { guessUnit, units } from '@/lib/metrics/unit'

type Props = {
  column: TableColumn
  place: string
  current: boolean
  /** Whether nothing can be set now. */
  fixed: boolean
  onChange: (patch: ColumnPatch) => void
}

const found = 'found'
const noUnit = 'none'

function UnitSelect({
  column,
  disabled,
  onChange,
}: { column: TableColumn; disabled: boolean } & Pick<Props, 'onChange'>) {
  const others = new Set(['currency', ...units, ...(column.unit_set ? [column.unit_set] : [])])
  return (
    <Select
      label={`Unit of ${column.column}`}
      value={column.unit_set === null ? found : column.unit_set || noUnit}
      disabled={disabled}
      options={[
        { value: found, label: guessUnit(column.column) || 'no unit', hint: 'from the name' },
        { value: noUnit, label: 'no unit' },
        ...[...others].map((unit) => ({ value: unit, label: unit })),
      ]}
      onChange={(value) => onChange({ unit: value === found ? null : value === noUnit ? '' : value })}
    />
  )
}

/** One column, with what it is taken for and what it can be set to. */
export function ColumnRow({ column, place, current, fixed, onChange }: Props) {
  const configured = column.set_by === 'configuration'
  const roles = settableRoles.map((role) => ({ value: role as string, label: role }))
  const unit =
    column.role === 'numeric' ? <UnitSelect column={column} disabled={fixed || configured} onChange={onChange} /> : null
  return (
    <TableRow aria-current={current || undefined} className={cn(current && 'bg-muted/50')}>
      <TableCell className="break-words">
        <span className="break-all font-medium">{column.column}</span>
        {place ? <span className="ml-2 text-muted-foreground text-xs">{place}</span> : null}
        {configured ? (
          <span className="mt-0.5 block text-muted-foreground text-xs">set by the configuration</span>
        ) : null}
        <span className="mt-0.5 block text-muted-foreground text-xs md:hidden">{column.why}</span>
      </TableCell>
      <TableCell className="text-muted-foreground max-md:hidden">{column.why}</TableCell>
      <TableCell>
        <Select
          label={`Role of ${column.column}`}
          value={column.role_set ?? found}
          disabled={fixed || configured}
          options={[{ value: found, label: column.discovered_role, hint: 'from name and values' }, ...roles]}
          onChange={(value) => onChange({ role: value === found ? null : (value as ColumnPatch['role']) })}
        />
        {unit ? <div className="mt-1.5 sm:hidden">{unit}</div> : null}
      </TableCell>
      <TableCell className="max-sm:hidden">{unit ?? <span className="text-muted-foreground">–</span>}</TableCell>
    </TableRow>
  )
}
