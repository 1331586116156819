'use client'

import { useQuery } from '@tanstack/react-query'
import { viewerOptions } from '@/lib/access/client'

/** The option with which curl sends an API key, where this server asks for one; empty where it is open. */
export function useKeyOption(): string {
  const { data: viewer } = useQuery(viewerOptions())
  return viewer && viewer.kind !== 'local' ? '-H "Authorization: Bearer $API_KEY"' : ''
}
