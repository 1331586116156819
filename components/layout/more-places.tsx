import { PlaceLink } from './place-link'
import { places } from './places'

/** Where the side of a wide screen leads and the bottom of a phone has no room for. */
const more = places.filter(({ often, wide }) => wide || often === false)

/** The way to them on a phone. */
export function MorePlaces() {
  return (
    <nav aria-label="More places" className="mt-4 grid grid-cols-2 gap-3 lg:hidden print:hidden">
      {more.map(({ href, name, icon: Icon }) => (
        <PlaceLink
          key={href}
          href={href}
          className="flex h-11 min-w-0 items-center gap-2.5 rounded-lg border bg-card px-3.5 font-medium text-[13px] shadow-card transition-colors hover:bg-accent"
        >
          <Icon aria-hidden className="size-4 text-muted-foreground" />
          <span className="truncate">{name}</span>
        </PlaceLink>
      ))}
    </nav>
  )
}
