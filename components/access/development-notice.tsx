'use client'

import { useQuery } from '@tanstack/react-query'
import { LockOpen, X } from 'lucide-react'
import { useState } from 'react'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { viewerOptions } from '@/lib/access/client'
import { developmentCookie } from './development-cookie'

const inConfiguration = `server:
  environment: production`

function HowToSwitch() {
  return (
    <div className="grid w-80 max-w-full gap-2 text-[13px]">
      <p className="font-medium">From development to production</p>
      <p className="text-muted-foreground">
        Whoever uses this machine may do everything here, which is right for trying things out. Before others can reach
        it, set in datawatch.yaml:
      </p>
      <pre className="rounded-md bg-muted/60 px-3 py-2 font-mono text-xs">{inConfiguration}</pre>
      <p className="text-muted-foreground">
        or <code className="text-xs">DATAWATCH_SERVER_ENVIRONMENT=production</code>, and start it again: it says what
        else is missing, and how the first owner gets in. The guide{' '}
        <code className="text-xs">docs/guides/access.md</code> tells the rest, from “The first owner” on.
      </p>
    </div>
  )
}

/** Says over every page of a development server that it asks nobody to sign in. `putAway`: the reader knows. */
export function DevelopmentNotice({ putAway }: { putAway: boolean }) {
  const { data: viewer } = useQuery(viewerOptions())
  const [gone, setGone] = useState(putAway)
  if (gone || !viewer?.development) return null
  const dismiss = () => {
    Reflect.set(document, 'cookie', `${developmentCookie}=seen; path=/; samesite=lax`)
    setGone(true)
  }
  return (
    <aside
      aria-label="Development server"
      className="flex h-8 items-center gap-2 bg-warning-soft pr-1 pl-4 text-warning-soft-foreground text-xs sm:pl-6 print:hidden"
    >
      <LockOpen aria-hidden className="size-3.5 shrink-0" />
      <p className="min-w-0 truncate">
        <span className="font-medium">Development server</span>
        <span className="max-sm:hidden">: no sign-in is asked for, since it answers this machine alone.</span>
        <span className="sm:hidden">, no sign-in</span>
      </p>
      <Popover>
        <PopoverTrigger className="shrink-0 whitespace-nowrap rounded font-medium underline underline-offset-2">
          How to switch
        </PopoverTrigger>
        <PopoverContent align="start" aria-label="How to switch to production">
          <HowToSwitch />
        </PopoverContent>
      </Popover>
      <button
        type="button"
        aria-label="Dismiss until the browser is closed"
        onClick={dismiss}
        className="ml-auto grid size-7 shrink-0 place-items-center rounded-md hover:bg-foreground/10"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </aside>
  )
}
