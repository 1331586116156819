import Link from 'next/link'
import type { ReactNode } from 'react'
import { SearchInput } from '@/components/ui/search-input'
import { addressOf, contents } from '@/lib/docs/contents'
import type { Heading } from '@/lib/docs/outline'

type DocumentsFrameProps = {
  /** The page that is shown, and the titles of all. */
  page?: string
  titles: Readonly<Record<string, string>>
  outline?: readonly Heading[]
  query?: string
  children: ReactNode
}

function Contents({ page, titles }: Pick<DocumentsFrameProps, 'page' | 'titles'>) {
  return (
    <nav aria-label="Documentation" className="grid gap-4 text-[13px]">
      {contents.map(({ title, pages }) => (
        <div key={title}>
          <p className="mb-1 font-medium text-muted-foreground text-xs">{title}</p>
          <ul className="grid">
            {pages.map((path) => (
              <li key={path}>
                <Link
                  href={addressOf(path)}
                  prefetch={false}
                  aria-current={path === page ? 'page' : undefined}
                  className="-mx-2 block rounded-md px-2 py-1 text-muted-foreground hover:bg-accent hover:text-foreground aria-[current=page]:bg-accent aria-[current=page]:font-medium aria-[current=page]:text-foreground"
                >
                  {titles[path] ?? path}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** More would not fit beside the page; those of the second level lead to the others. */
const mostHeadings = 40

function Outline({ outline }: { outline: readonly Heading[] }) {
  const named = outline.filter(({ level }) => level === 2 || level === 3)
  const shown = named.length > mostHeadings ? named.filter(({ level }) => level === 2) : named
  if (shown.length < 2) return null
  return (
    <nav aria-label="On this page" className="text-[13px]">
      <p className="mb-1 font-medium text-muted-foreground text-xs">On this page</p>
      <ul className="grid">
        {shown.map(({ level, text, anchor }) => (
          <li key={anchor} className={level === 3 ? 'pl-3' : undefined}>
            <a href={`#${anchor}`} className="block min-h-6 py-0.5 text-muted-foreground hover:text-foreground">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A page of the documentation between the list of all and its own headings; on a small screen the list folds above it. */
export function DocumentsFrame({ page, titles, outline = [], query, children }: DocumentsFrameProps) {
  return (
    <div className="grid gap-x-10 gap-y-4 xl:grid-cols-[13rem_minmax(0,46rem)_12rem]">
      <div className="grid content-start gap-4 print:hidden">
        <search>
          <form action="/docs">
            <SearchInput name="q" label="Search these pages" defaultValue={query} />
          </form>
        </search>
        <details className="rounded-md border px-3 py-2 xl:hidden">
          <summary className="cursor-pointer font-medium text-[13px]">All pages</summary>
          <div className="pt-3">
            <Contents page={page} titles={titles} />
          </div>
        </details>
        <div className="hidden xl:block">
          <Contents page={page} titles={titles} />
        </div>
      </div>
      <article className="min-w-0 pb-16">{children}</article>
      <div className="hidden xl:block print:hidden">
        <div className="sticky top-4">
          <Outline outline={outline} />
        </div>
      </div>
    </div>
  )
}
