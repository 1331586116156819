import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { addressOf } from '@/lib/docs/contents'
import type { Found } from '@/lib/docs/find-words'
import { slugOf } from '@/lib/docs/outline'

/** What was found of the documentation, the best first. */
export function DocumentsFound({ query, found }: { query: string; found: readonly Found[] }) {
  return (
    <>
      <h1 className="mb-4 font-semibold text-xl tracking-tight">Search: {query}</h1>
      {found.length === 0 ? (
        <EmptyState icon={SearchX} title="Nothing was found">
          No page has all of these words; fewer words find more.
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {found.map(({ page, title, heading, excerpt }) => (
            <li key={`${page} ${heading} ${excerpt}`}>
              <Link
                href={`${addressOf(page)}#${slugOf(heading)}`}
                prefetch={false}
                className="font-medium text-[14px] text-primary hover:underline"
              >
                {title}
                {heading === title ? '' : ` › ${heading}`}
              </Link>
              <p className="mt-0.5 text-[13px] text-muted-foreground [overflow-wrap:anywhere]">{excerpt}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
