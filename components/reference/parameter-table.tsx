import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { ReferenceParameter } from '@/lib/openapi/reference'
import { spoken } from './spoken'

type ParameterTableProps = { parameters: readonly ReferenceParameter[]; label: string }

/** What an address may say. */
export const ParameterTable = ({ parameters, label }: ParameterTableProps) => (
  <div className="min-w-0 rounded-md border">
    <Table aria-label={label}>
      <TableHeader>
        <TableRow>
          <TableHead>Parameter</TableHead>
          <TableHead>Meaning</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {parameters.map(({ name, place, required, type, description }) => (
          <TableRow key={`${place} ${name}`}>
            <TableCell className="align-top">
              <span className="font-medium font-mono text-xs">{name}</span>
              <span className="block text-muted-foreground text-xs">
                {place}
                {required ? ', required' : ''}
              </span>
            </TableCell>
            <TableCell className="align-top">
              {description ? <span className="block">{spoken(description)}</span> : null}
              <span className="block font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">{type}</span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </div>
)
