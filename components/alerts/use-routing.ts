'use client'

import { useQuery } from '@tanstack/react-query'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { routingOptions, useSaveRouting } from '@/lib/alerts/client'
import type { Routing } from '@/lib/alerts/routing-contract'

type Part = 'routes' | 'inhibitions'
type Item<P extends Part> = Routing[P][number]

/** `list` with the one at `index` put in the place of that at `to`. */
export function moved<T>(list: readonly T[], index: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== index)
  const one = list[index]
  return one === undefined ? [...list] : [...rest.slice(0, to), one, ...rest.slice(to)]
}

/** The routing as it is kept, and changes of it, each kept at once. */
export function useRouting() {
  const query = useQuery(routingOptions())
  const { mutateAsync, isPending } = useSaveRouting()
  const say = useToast()
  const mayWrite = useMay('write')
  const now: Routing = { routes: query.data?.routes ?? [], inhibitions: query.data?.inhibitions ?? [] }
  const keep = (next: Partial<Routing>) => mutateAsync({ ...now, ...next })
  const keepOrSay = (next: Partial<Routing>, done?: string) =>
    keep(next).then(
      () => done && say({ title: done }),
      (error: Error) => say({ title: error.message, tone: 'error' }),
    )
  return {
    query,
    isPending,
    /** Set in the configuration, and changed there alone, or not for the viewer to change. */
    isFixed: query.data?.origin === 'file' || !mayWrite,
    ...now,
    /** Puts an item in the place of another, or at the end. */
    put: <P extends Part>(part: P, index: number | undefined, item: Item<P>) => {
      const list: Item<P>[] = [...now[part]]
      list.splice(index ?? list.length, index === undefined ? 0 : 1, item)
      return keep({ [part]: list })
    },
    remove: (part: Part, index: number) => {
      const before = now[part]
      void keepOrSay({ [part]: before.filter((_, at) => at !== index) }, 'Deleted')
    },
    move: (index: number, by: number) => void keepOrSay({ routes: moved(now.routes, index, index + by) }),
  }
}
