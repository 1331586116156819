import 'server-only'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { backOff } from './back-off'
import type { ReadProgress, SourceState } from './contract'
import type { Attempt, Follower, FollowParts } from './follower'
import { keepState } from './store/positions'
import { type Turn, takeTurn } from './store/turn'

type Failure = { state: Extract<SourceState, 'waiting' | 'taken' | 'failed'>; detail: string }
/**
 * What a type of source brings: one try at following, and what it means when that fails. `slot`: under which it is known there;
 * `shared`: any number of processes may follow it at once.
 */
type Way = {
  name: string
  slot: string
  shared?: boolean
  run(attempt: Attempt): Promise<void>
  describe(error: unknown): Failure
}

/** This process, as the others know it. */
export const thisProcess = `${hostname()}:${process.pid}`

const turnMs = 2000
const firstMs = 500
const waitingMs = 2000
const failedMs = 30_000
const stopMs = 8000

/** Of what is shared everybody has a turn, as long as they like. */
const ownTurn = (): Turn => ({ lost: new AbortController().signal, release: async () => {} })

/** Follows one source until it is stopped: waits for its turn, then tries again whenever a try ends. */
export function followSource(
  { name, slot, shared, run, describe }: Way,
  { makeContext, changed }: FollowParts,
): Follower {
  const stopping = new AbortController()
  const { signal } = stopping
  let state: SourceState = 'waiting'
  let detail = ''
  const rest = (ms: number) => pause(ms, undefined, { signal }).catch(() => {})

  function say(newState: SourceState, newDetail: string) {
    const isNews = state !== newState || (detail !== newDetail && newState !== 'snapshotting')
    state = newState
    detail = newDetail
    if (!isNews) return
    const level = newState === 'failed' ? 'error' : newState === 'connecting' ? 'debug' : 'info'
    makeContext().log[level]({ source: name, state, ...(detail === '' ? {} : { detail }) }, 'source')
  }

  let kept: Promise<void> = Promise.resolve()
  function keepStatus(progress?: ReadProgress) {
    const { now: updatedAt } = makeContext()
    const wrong = (state === 'failed' || state === 'waiting' || state === 'taken') && detail !== ''
    const row = {
      ...{ name, slot, state, detail, progress: progress ?? null, owner: thisProcess, updatedAt },
      ...(wrong ? { lastError: detail, lastErrorAt: updatedAt } : {}),
    }
    kept = kept.then(() => keepState(makeContext().db, row)).then(changed, () => {})
    return kept
  }

  async function follow(turn: Turn) {
    for (let attempt = 0; !signal.aborted && !turn.lost.aborted; attempt += 1) {
      const report: Attempt['report'] = (newState, newDetail, progress) => {
        say(newState, newDetail)
        if (newState === 'streaming') attempt = 0
        void keepStatus(progress)
      }
      if (attempt === 0) report('connecting', '')
      try {
        await run({ signal: AbortSignal.any([signal, turn.lost]), report })
      } catch (error) {
        const failure = describe(error)
        makeContext().log.debug({ source: name, err: error }, 'session ended')
        report(failure.state, failure.detail)
      }
      if (!signal.aborted && !turn.lost.aborted)
        await rest(backOff(attempt, firstMs, state === 'failed' ? failedMs : waitingMs))
    }
  }

  async function takeTurns() {
    while (!signal.aborted) {
      const turn = shared ? ownTurn() : await takeTurn(makeContext().db, name).catch(() => null)
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

  const running = takeTurns()
  return {
    status: () => ({ name, state, detail }),
    async stop() {
      stopping.abort()
      await Promise.race([running, pause(stopMs, undefined, { ref: false })])
    },
  }
}
