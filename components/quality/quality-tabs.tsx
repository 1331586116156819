'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { qualityStatsOptions } from '@/lib/quality/client'

const places = [
  { href: '/quality', label: 'Scores' },
  { href: '/quality/violations', label: 'Violations' },
  { href: '/quality/rules', label: 'Rules' },
  { href: '/quality/report', label: 'Report' },
]

/** The pages of quality, with how much there is to look at. */
export function QualityTabs() {
  const pathname = usePathname()
  const { data } = useQuery(qualityStatsOptions())
  const counts: Record<string, number | undefined> = {
    '/quality/violations': data?.open_violations,
    '/quality/rules': data?.rules_proposed,
  }
  return (
    <nav aria-label="Quality" className="-mt-1 mb-4 flex gap-1 overflow-x-auto border-b print:hidden">
      {places.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? 'page' : undefined}
          className="flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-[13px] text-muted-foreground hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground"
        >
          {label}
          {counts[href] ? (
            <span className="tabular rounded-full bg-muted px-1.5 text-[11px]">{counts[href]}</span>
          ) : null}
        </Link>
      ))}
    </nav>
  )
}
