import { resource, route } from '@/lib/http/route'
import { noteList } from '@/lib/notes/contract'
import { sharedNotesQuery, tokenParams } from '@/lib/shares/contract'
import { listSharedNotes } from '@/lib/shares/service/marks'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'public', params: tokenParams, query: sharedNotesQuery, response: noteList },
    (context, { params, query }) => listSharedNotes(context, params.token, query),
  ),
})
