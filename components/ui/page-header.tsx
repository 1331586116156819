import type { ReactNode } from 'react'
import { Breakable } from './breakable'

type PageHeaderProps = { title: string; description?: ReactNode; above?: ReactNode; actions?: ReactNode }

/** The one `h1` of a page with what can be done there. */
export function PageHeader({ title, description, above, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-44">
        {above ? <div className="mb-1 text-muted-foreground text-xs print:hidden">{above}</div> : null}
        <h1 className="break-words font-semibold text-xl tracking-tight">
          <Breakable name={title} />
        </h1>
        {description ? (
          <p className="mt-0.5 text-[13px] text-muted-foreground [overflow-wrap:anywhere]">{description}</p>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div> : null}
    </header>
  )
}
