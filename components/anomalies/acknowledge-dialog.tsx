'use client'

import { NoteDialog } from '@/components/inbox/note-dialog'
import type { Anomaly } from '@/lib/anomalies/contract'
import { countOf, deviationOf, subjectOf } from './anomaly-words'

type AcknowledgeDialogProps = {
  anomalies: Anomaly[]
  onClose: () => void
  /** Where the focus goes once it is closed. */
  onClosed: () => void
  onAcknowledge: (note: string | undefined) => void
}

/** Says that somebody has seen these anomalies, with a note if they want; open while it is rendered. */
export function AcknowledgeDialog({ anomalies, onClose, onClosed, onAcknowledge }: AcknowledgeDialogProps) {
  const [first] = anomalies
  const one = anomalies.length === 1 && first
  return (
    <NoteDialog
      title={one ? 'Acknowledge this anomaly' : `Acknowledge ${countOf(anomalies.length)}`}
      description={one ? `${subjectOf(one)}: ${deviationOf(one)}` : 'The note is kept with each of them.'}
      verb="Acknowledge"
      onClose={onClose}
      onClosed={onClosed}
      onDone={onAcknowledge}
    />
  )
}
