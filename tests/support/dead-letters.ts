import * as letterReplayRoute from '@/app/api/v1/datawatch/events/dead-letters/[id]/replay/route'
import * as letterRoute from '@/app/api/v1/datawatch/events/dead-letters/[id]/route'
import * as replayRoute from '@/app/api/v1/datawatch/events/dead-letters/replay/route'
import * as lettersRoute from '@/app/api/v1/datawatch/events/dead-letters/route'
import type { DeadLetterList, ReplayResult, WholeDeadLetter } from '@/lib/dead-letters/contract'
import { call } from './http'

const path = '/events/dead-letters'
type Query = Record<string, string>

export const listLetters = (query: Query = {}) => call<DeadLetterList>(lettersRoute.GET, path, { query })
export const readLetter = (id: string) => call<WholeDeadLetter>(letterRoute.GET, `${path}/${id}`, { params: { id } })
export const removeLetter = (id: string) =>
  call(letterRoute.DELETE, `${path}/${id}`, { method: 'DELETE', params: { id } })
export const removeLetters = (query: Query = {}) => call(lettersRoute.DELETE, path, { method: 'DELETE', query })
export const replay = (body: unknown) =>
  call<ReplayResult>(replayRoute.POST, `${path}/replay`, { method: 'POST', body })
export const replayOne = (id: string, body: unknown = {}, headers?: Record<string, string>) =>
  call<ReplayResult>(letterReplayRoute.POST, `${path}/${id}/replay`, { method: 'POST', params: { id }, body, headers })

/** The newest dead letter of a table, with its payload. */
export async function newestLetter(table: string): Promise<WholeDeadLetter> {
  const { data } = await listLetters({ table, limit: '1' })
  const [letter] = data.dead_letters
  if (!letter) throw new Error(`no dead letter of ${table}`)
  return (await readLetter(letter.id)).data
}
