import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import type { madeShare, revokedShares, ShareBody, share, sharedBoard, shareList } from './contract'

export const shareKeys = {
  list: (dashboardId: string) => ['dashboards', 'shares', dashboardId] as const,
  board: (token: string) => ['dashboards', 'shared', token] as const,
}

/** The links of a board, newest first. */
export const shareListOptions = (dashboardId: string) =>
  queryOptions({
    queryKey: shareKeys.list(dashboardId),
    queryFn: ({ signal }) => api<typeof shareList>(`/dashboards/${dashboardId}/share`, { signal }),
  })

/** What the link in the address shows: asked at that link's own door. */
export const sharedBoardOptions = (token: string) =>
  queryOptions({
    queryKey: shareKeys.board(token),
    queryFn: ({ signal }) => api<typeof sharedBoard>('/board', { signal }),
    refetchInterval: 60_000,
  })

function useAskAgain(dashboardId: string) {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: shareKeys.list(dashboardId) })
}

/** Makes a link; the answer alone has its token. */
export function useShareDashboard(dashboardId: string) {
  const onSuccess = useAskAgain(dashboardId)
  return useMutation({
    mutationFn: (body: Omit<ShareBody, 'view'> & { view: Partial<ShareBody['view']> }) =>
      api<typeof madeShare>(`/dashboards/${dashboardId}/share`, { method: 'POST', body }),
    onSuccess,
  })
}

/** Ends one link of a board, or without an id all of them. */
export function useRevokeShare(dashboardId: string) {
  const onSuccess = useAskAgain(dashboardId)
  const path = `/dashboards/${dashboardId}/share`
  return useMutation({
    mutationFn: async (id?: string) => {
      if (id === undefined) await api<typeof revokedShares>(path, { method: 'DELETE' })
      else await api<typeof share>(`${path}/${id}`, { method: 'DELETE' })
    },
    onSuccess,
  })
}
