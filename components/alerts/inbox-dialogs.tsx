'use client'

import { focusLine } from '@/components/inbox/focus-line'
import { NoteDialog } from '@/components/inbox/note-dialog'
import { countOf } from './alert-words'
import { AssignDialog } from './assign-dialog'
import type { AlertInbox } from './use-alert-inbox'

type Props = { inbox: AlertInbox; known: readonly string[] }

/** What is asked before alerts are acknowledged, resolved or assigned. */
export function InboxDialogs({ inbox: { asked, state, cancel, finish }, known }: Props) {
  const [first] = asked?.alerts ?? []
  if (!asked || !first) return null
  const one = asked.alerts.length === 1
  const what = one ? 'this alert' : countOf(asked.alerts.length)
  const closed = () => focusLine(state.current)
  if (asked.verb === 'assign') {
    return (
      <AssignDialog
        title={`Assign ${what}`}
        assignee={one ? first.assignee : null}
        known={known}
        onClose={cancel}
        onClosed={closed}
        onDone={(assignee) => finish({ action: 'assign', assignee })}
      />
    )
  }
  const { verb } = asked
  return (
    <NoteDialog
      title={`${verb === 'acknowledge' ? 'Acknowledge' : 'Resolve'} ${what}`}
      description={one ? first.title : 'The note is kept with each of them.'}
      verb={verb === 'acknowledge' ? 'Acknowledge' : 'Resolve'}
      hint={verb === 'resolve' ? 'What ended it? It helps whoever sees the next one.' : undefined}
      onClose={cancel}
      onClosed={closed}
      onDone={(note) => finish({ action: verb, ...(note ? { note } : {}) })}
    />
  )
}
