import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'
import { note, noteBody, noteList, noteListQuery } from '@/lib/notes/contract'
import { createNote, listNotes } from '@/lib/notes/service'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ordered(noteListQuery), response: noteList }, (context, { query }) =>
    listNotes(context, query),
  ),
  POST: route({ guard: 'write', body: noteBody, response: note, status: 201 }, (context, { body }) =>
    createNote(context, body),
  ),
})
