import { createContext, createElement, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import type { Client } from './client.js'
import type { MetricRange, Operations } from './generated/api.js'

const Datawatch = createContext<Client | null>(null)

/** Gives the hooks below it the client to ask with. */
export const DataWatchProvider = ({ client, children }: { client: Client; children?: ReactNode }) =>
  createElement(Datawatch.Provider, { value: client }, children)

export type UseMetricOptions = Omit<Operations['queryMetricRange']['input'], 'name'> & {
  /** How often it is asked again while the page is seen; 0 for once. */
  refreshMs?: number
  client?: Client
}
export type MetricState = {
  data: MetricRange | undefined
  error: Error | undefined
  isLoading: boolean
  refresh: () => void
}

/** A metric over time, kept up to date: `useMetric('orders_events_total', { from, step: '5m' })`. */
export function useMetric(
  name: string,
  { refreshMs = 15_000, client, ...question }: UseMetricOptions = {},
): MetricState {
  const provided = useContext(Datawatch)
  const asked = client ?? provided
  if (!asked) throw new Error('useMetric needs a client: in its options, or of a DataWatchProvider above it')
  const [state, setState] = useState<Omit<MetricState, 'refresh'>>({
    data: undefined,
    error: undefined,
    isLoading: true,
  })
  const [turn, setTurn] = useState(0)
  const key = JSON.stringify(question)
  useEffect(() => {
    const stop = new AbortController()
    setState((before) => ({ ...before, isLoading: true }))
    asked.queryMetricRange({ name, ...(JSON.parse(key) as object) }, { signal: stop.signal }).then(
      (data) => setState({ data, error: undefined, isLoading: false }),
      (error: Error) => {
        if (!stop.signal.aborted) setState(({ data }) => ({ data, error, isLoading: false }))
      },
    )
    return () => stop.abort()
  }, [asked, name, key, turn])

  useEffect(() => {
    if (refreshMs <= 0) return
    const timer = setInterval(() => {
      if (!document.hidden) setTurn((before) => before + 1)
    }, refreshMs)
    return () => clearInterval(timer)
  }, [refreshMs])

  return { ...state, refresh: useCallback(() => setTurn((before) => before + 1), []) }
}
