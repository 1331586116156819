import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'

/** A change after which what was read under a key is read anew, also where it failed: it may have been done. */
export function useChange<V, A>(queryKey: QueryKey, mutationFn: (given: V) => Promise<A>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => {
      void client.invalidateQueries({ queryKey })
    },
  })
}
