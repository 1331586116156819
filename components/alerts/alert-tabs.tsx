'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { alertSummaryOptions } from '@/lib/alerts/client'

const places = [
  { href: '/alerts', label: 'Inbox' },
  { href: '/alerts/rules', label: 'Rules' },
  { href: '/alerts/channels', label: 'Channels' },
  { href: '/alerts/routing', label: 'Routing' },
  { href: '/alerts/silences', label: 'Silences' },
  { href: '/alerts/noise', label: 'Noise' },
]

/** The pages of alerts, with how much there is to look at. */
export function AlertTabs() {
  const pathname = usePathname()
  const { data } = useQuery(alertSummaryOptions())
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [])
  const counts: Record<string, { count?: number; what: string }> = {
    '/alerts': { count: data?.firing, what: 'firing' },
    '/alerts/channels': { count: data?.failing_channels, what: 'failing' },
    '/alerts/noise': { count: data?.noisiest.filter(({ suggestion }) => suggestion).length, what: 'suggestions' },
  }
  return (
    <nav ref={bar} aria-label="Alerts" className="-mt-1 relative mb-4 flex gap-1 overflow-x-auto border-b print:hidden">
      {places.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? 'page' : undefined}
          className="flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-[13px] text-muted-foreground hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground"
        >
          {label}
          {counts[href]?.count ? (
            <span className="tabular rounded-full bg-muted px-1.5 text-[11px]">
              {counts[href].count}
              <span className="sr-only"> {counts[href].what}</span>
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  )
}
