import { queryOptions, useMutation } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import type { DashboardBody } from './contract'
import type { boardFileList, boardPatch } from './file-contract'

/** The files of the folder of boards and what is wrong with them. */
export const boardFilesOptions = () =>
  queryOptions({
    queryKey: ['dashboards', 'files'] as const,
    queryFn: ({ signal }) => api<typeof boardFileList>('/dashboards/files', { signal }),
  })

/** What is to be done to the file of a board to make it another. */
export function usePatchBoard(id: string) {
  return useMutation({
    mutationFn: (body: DashboardBody) => api<typeof boardPatch>(`/dashboards/${id}/patch`, { method: 'POST', body }),
  })
}
