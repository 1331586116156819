'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { alertSummaryOptions } from '@/lib/alerts/client'
import { statsOptions } from '@/lib/metrics/client'
import { PlaceLink } from './place-link'
import { type Place, places } from './places'

const often = places.filter((place) => place.often)
const onPhone = often.filter(({ wide }) => !wide)
/** Where one looks now and then; on a phone the overview leads there. */
const rarely = places.filter((place) => place.often === false)

const isHere = (href: string, pathname: string) => (href === '/' ? pathname === '/' : pathname.startsWith(href))

/** How much waits for somebody at a place, and what that is called. */
function useCounts(): Record<string, { count: number; what: string }> {
  const anomalies = useQuery(statsOptions()).data?.active_anomalies ?? 0
  const alerts = useQuery(alertSummaryOptions()).data?.firing ?? 0
  return { '/anomalies': { count: anomalies, what: 'open' }, '/alerts': { count: alerts, what: 'firing' } }
}

type OpenCountProps = { count?: number; what?: string; className: string }

function OpenCount({ count = 0, what = 'open', className }: OpenCountProps) {
  if (count === 0) return null
  return (
    <span
      className={cn(
        'tabular rounded-full bg-destructive-soft px-1.5 font-medium text-[11px] text-destructive-soft-foreground',
        className,
      )}
    >
      {count > 99 ? '99+' : count}
      <span className="sr-only"> {what}</span>
    </span>
  )
}

type SideLinkProps = { place: Place; pathname: string; open?: { count: number; what: string } }

function SideLink({ place: { href, name, icon: Icon }, pathname, open }: SideLinkProps) {
  return (
    <PlaceLink
      href={href}
      aria-current={isHere(href, pathname) ? 'page' : undefined}
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium text-[13px] text-muted-foreground transition-colors hover:bg-accent hover:text-foreground aria-[current=page]:bg-accent aria-[current=page]:text-foreground"
    >
      <Icon aria-hidden className="size-4" />
      {name}
      <OpenCount {...open} className="ml-auto" />
    </PlaceLink>
  )
}

/** The places of the product down the side of the screen. */
export function SideNavigation() {
  const pathname = usePathname()
  const counts = useCounts()
  return (
    <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 pb-2">
      {often.map((place) => (
        <SideLink key={place.href} place={place} pathname={pathname} open={counts[place.href]} />
      ))}
      <div className="mt-auto grid gap-0.5 pt-4">
        {rarely.map((place) => (
          <SideLink key={place.href} place={place} pathname={pathname} />
        ))}
      </div>
    </nav>
  )
}

/** The same places along the bottom of a phone. */
export function BottomNavigation() {
  const pathname = usePathname()
  const counts = useCounts()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-6 border-t bg-card pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
    >
      {onPhone.map(({ href, name, icon: Icon }) => (
        <PlaceLink
          key={href}
          href={href}
          aria-current={isHere(href, pathname) ? 'page' : undefined}
          className="flex h-14 flex-col items-center justify-center gap-1 font-medium text-[11px] text-muted-foreground aria-[current=page]:text-primary"
        >
          <span className="relative">
            <Icon aria-hidden className="size-5" />
            <OpenCount {...counts[href]} className="-top-1.5 absolute left-3" />
          </span>
          {name}
        </PlaceLink>
      ))}
    </nav>
  )
}
