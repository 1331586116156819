import { resource, route } from '@/lib/http/route'
import { note, noteParams, notePatch, noteRemoved } from '@/lib/notes/contract'
import { deleteNote, getNote, updateNote } from '@/lib/notes/service'

const params = noteParams

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params, response: note }, (context, input) => getNote(context, input.params.id)),
  PATCH: route({ guard: 'write', params, body: notePatch, response: note }, (context, input) =>
    updateNote(context, input.params.id, input.body),
  ),
  DELETE: route({ guard: 'write', params, response: noteRemoved }, (context, input) =>
    deleteNote(context, input.params.id),
  ),
})
