'use client'

import type { Person } from '@/lib/access/people-contract'
import { PersonSessions } from './person-sessions'
import { RemovePerson } from './remove-person'
import { ResetLink } from './reset-link'

export type PersonTask = { verb: 'sessions' | 'reset' | 'remove'; person: Person }

const dialogs = { sessions: PersonSessions, reset: ResetLink, remove: RemovePerson }

/** What is done to somebody beside what their row offers. */
export function PersonDialogs({ task: { verb, person }, onClose }: { task: PersonTask; onClose: () => void }) {
  const Chosen = dialogs[verb]
  return <Chosen person={person} onClose={onClose} />
}
