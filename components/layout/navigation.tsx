'use client'

import { useQuery } from '@tanstack/react-query'
import { Activity, ChartSpline, LayoutDashboard, type LucideIcon, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { statsOptions } from '@/lib/metrics/client'

const places: { href: string; label: string; icon: LucideIcon }[] = [
  { href: '/', label: 'Overview', icon: Activity },
  { href: '/dashboards', label: 'Dashboards', icon: LayoutDashboard },
  { href: '/explore', label: 'Metrics', icon: ChartSpline },
  { href: '/anomalies', label: 'Anomalies', icon: TriangleAlert },
]

const isHere = (href: string, pathname: string) => (href === '/' ? pathname === '/' : pathname.startsWith(href))

function OpenCount({ count }: { count: number }) {
  return (
    <span className="tabular ml-auto rounded-full bg-destructive-soft px-1.5 font-medium text-[11px] text-destructive-soft-foreground">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> open</span>
    </span>
  )
}

/** The places of the product down the side of the screen. */
export function SideNavigation() {
  const pathname = usePathname()
  const { data } = useQuery(statsOptions())
  return (
    <nav aria-label="Main" className="grid gap-0.5 px-2">
      {places.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere(href, pathname) ? 'page' : undefined}
          className="flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium text-[13px] text-muted-foreground transition-colors hover:bg-accent hover:text-foreground aria-[current=page]:bg-accent aria-[current=page]:text-foreground"
        >
          <Icon aria-hidden className="size-4" />
          {label}
          {href === '/anomalies' && data && data.active_anomalies > 0 ? (
            <OpenCount count={data.active_anomalies} />
          ) : null}
        </Link>
      ))}
    </nav>
  )
}

/** The same places along the bottom of a phone. */
export function BottomNavigation() {
  const pathname = usePathname()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-t bg-card pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
    >
      {places.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere(href, pathname) ? 'page' : undefined}
          className="flex h-14 flex-col items-center justify-center gap-1 font-medium text-[11px] text-muted-foreground aria-[current=page]:text-primary"
        >
          <Icon aria-hidden className="size-5" />
          {label}
        </Link>
      ))}
    </nav>
  )
}
