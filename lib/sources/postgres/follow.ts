import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { SourceConfig } from '@/lib/config/schema'
import type { Context } from '@/lib/context/context'
import { backOff } from '../back-off'
import type { SourceState, SourceStatus } from '../contract'
import type { Ingest } from '../deliver'
import { keepState } from '../store/positions'
import { type Turn, takeTurn } from '../store/turn'
import { describeFailure } from './failure'
import { type Learn, Session } from './session'

type Parts = { makeContext(): Context; ingest: Ingest; learn: Learn }
export type Follower = { status(): Pick<SourceStatus, 'name' | 'state' | 'detail'>; stop(): Promise<void> }

const turnMs = 2000
const firstMs = 500
const waitingMs = 2000
const failedMs = 30_000
const stopMs = 8000

/** Follows one database until it is stopped: waits for its turn, then tries again whenever a session ends. */
export function followPostgres(source: SourceConfig, { makeContext, ingest, learn }: Parts): Follower {
  const stopping = new AbortController()
  const { signal } = stopping
  let state: SourceState = 'waiting'
  let detail = ''
  const rest = (ms: number) => pause(ms, undefined, { signal }).catch(() => {})

  function say(newState: SourceState, newDetail: string) {
    const changed = state !== newState || (detail !== newDetail && newState !== 'snapshotting')
    state = newState
    detail = newDetail
    if (!changed) return
    const level = newState === 'failed' ? 'error' : 'info'
    makeContext().log[level]({ source: source.name, state, ...(detail === '' ? {} : { detail }) }, 'source')
  }

  async function keepStatus() {
    const { name, slot } = source
    await keepState(makeContext().db, { name, slot, state, detail, updatedAt: new Date() }).catch(() => {})
  }

  async function follow(turn: Turn) {
    for (let attempt = 0; !signal.aborted && !turn.lost.aborted; attempt += 1) {
      const report = (newState: SourceState, newDetail: string) => {
        say(newState, newDetail)
        if (newState === 'streaming') {
          attempt = 0
        }
        void keepStatus()
      }
      try {
        await new Session({
          source,
          makeContext,
          ingest,
          learn,
          signal: AbortSignal.any([signal, turn.lost]),
          report,
        }).run()
      } catch (error) {
        const failure = describeFailure(error)
        makeContext().log.debug({ source: source.name, err: error }, 'session ended')
        report(failure.state, failure.detail)
      }
      if (!signal.aborted && !turn.lost.aborted)
        await rest(backOff(attempt, firstMs, state === 'failed' ? failedMs : waitingMs))
    }
  }

  async function run() {
    while (!signal.aborted) {
      const turn = await takeTurn(makeContext().db, source.name).catch(() => null)
      if (!turn) {
        say('waiting', 'another process follows this source, or DataWatch has no database')
        await rest(turnMs)
        continue
      }
      await follow(turn)
      if (signal.aborted) {
        say('stopped', '')
        await keepStatus()
      }
      await turn.release().catch(() => {})
    }
    say('stopped', '')
  }

  const running = run()
  return {
    status: () => ({ name: source.name, state, detail }),
    async stop() {
      stopping.abort()
      await Promise.race([running, pause(stopMs, undefined, { ref: false })])
    },
  }
}
