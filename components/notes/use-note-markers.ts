'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LineMarker } from '@/components/charts/line-chart'
import { noteListOptions } from '@/lib/notes/client'
import type { Note } from '@/lib/notes/contract'

const hour = 3_600_000
const none: LineMarker[] = []
const longest = 80

export const noteKindNames: Record<Note['kind'], string> = {
  deploy: 'Deploy',
  campaign: 'Campaign',
  incident: 'Incident',
  other: 'Note',
}

/** A note as one line: its kind and what it says. */
export const noteLine = ({ kind, text }: Pick<Note, 'kind' | 'text'>) =>
  `${noteKindNames[kind]}: ${text.length > longest ? `${text.slice(0, longest - 1)}…` : text}`

const toMarker = (note: Note): LineMarker => ({
  from: note.at,
  ...(note.until ? { to: note.until } : {}),
  label: noteLine(note),
  tone: 'neutral',
})

type About = { from: string | undefined; to: string | undefined; table?: string }

/** What was noted in the interval of a chart, to be marked there; of one table and of all, or of any where none is named. */
export function useNoteMarkers({ from, to, table }: About): LineMarker[] {
  const whole = (at: string, round: (hours: number) => number) =>
    new Date(round(Date.parse(at) / hour) * hour).toISOString()
  const span = from && to ? { from: whole(from, Math.floor), to: whole(to, Math.ceil) } : null
  const query = useQuery({
    ...noteListOptions({ ...span, ...(table ? { table } : {}), limit: 100 }),
    enabled: span !== null,
  })
  const notes = query.data?.notes
  return useMemo(() => notes?.map(toMarker) ?? none, [notes])
}
