import type { ReactNode } from 'react'
import { Logo } from '@/components/layout/logo'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import { Card } from '@/components/ui/card'

type EntranceFrameProps = { title: string; description?: ReactNode; children: ReactNode }

/** What stands around a page that lets people in. */
export function EntranceFrame({ title, description, children }: EntranceFrameProps) {
  return (
    <div className="relative grid min-h-dvh place-items-center px-4 py-16">
      <div className="absolute top-3 right-3">
        <ThemeToggle />
      </div>
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo className="size-10" />
          <h1 className="text-balance font-semibold text-xl tracking-tight">{title}</h1>
          {description ? (
            <p className="-mt-1.5 text-balance text-[13px] text-muted-foreground [overflow-wrap:anywhere]">
              {description}
            </p>
          ) : null}
        </div>
        <Card className="p-6">{children}</Card>
      </div>
    </div>
  )
}
