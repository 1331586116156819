import { Download } from 'lucide-react'
import { Button } from './button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from './dropdown-menu'

const forms = { csv: 'As CSV', ndjson: 'As NDJSON' } as const
export type ExportForm = keyof typeof forms

/** Saves all that is listed as a file; `file` says where the browser gets it. */
export function ExportMenu({ file }: { file: (form: ExportForm) => string }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden />
          Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {(['csv', 'ndjson'] as const).map((form) => (
          <DropdownMenuItem key={form} asChild>
            <a href={file(form)} download>
              {forms[form]}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
