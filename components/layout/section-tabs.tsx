'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** `count`: how much there is to look at; `what` says of what to those who hear it. */
export type SectionTab = { href: string; label: string; count?: number; what?: string }

/** The pages of a part of DataWatch. */
export function SectionTabs({ label, tabs }: { label: string; tabs: readonly SectionTab[] }) {
  const pathname = usePathname()
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [])
  return (
    <nav ref={bar} aria-label={label} className="-mt-1 relative mb-4 flex gap-1 overflow-x-auto border-b print:hidden">
      {tabs.map(({ href, label: name, count, what }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? 'page' : undefined}
          className="flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-[13px] text-muted-foreground hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground"
        >
          {name}
          {count ? (
            <span className="tabular rounded-full bg-muted px-1.5 text-[11px]">
              {count}
              {what ? <span className="sr-only"> {what}</span> : null}
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  )
}
