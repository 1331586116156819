import { ArrowLeft, ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { addressOf, placeOf } from '@/lib/docs/contents'

type NeighboursProps = { page: string; titles: Readonly<Record<string, string>> }

const look = 'flex items-center gap-1.5 font-medium text-[13px] text-primary hover:underline'

/** The pages before and after one, at its end. */
export function Neighbours({ page, titles }: NeighboursProps) {
  const { before, after } = placeOf(page) ?? {}
  return (
    <nav aria-label="Next pages" className="mt-10 flex justify-between gap-4 border-t pt-4 print:hidden">
      {before ? (
        <Link href={addressOf(before)} prefetch={false} className={look}>
          <ArrowLeft aria-hidden className="size-4" />
          {titles[before]}
        </Link>
      ) : (
        <span />
      )}
      {after ? (
        <Link href={addressOf(after)} prefetch={false} className={`${look} text-right`}>
          {titles[after]}
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      ) : null}
    </nav>
  )
}
