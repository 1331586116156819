import type { InstanceState, NoDataPolicy } from './contract'

const minuteMs = 60_000
/** So many starts within so long are flapping; one that does ends once it has been quiet for a while. */
export const flapping = { starts: 4, withinMs: 60 * minuteMs, calmMs: 15 * minuteMs } as const

/** How one series of a rule stands; instants in milliseconds. */
export type Instance = {
  state: InstanceState
  since: number
  /** When it began to fire of late, the newest last. */
  firings: readonly number[]
  calmSince: number | null
}

/** `recovered` may be false where `breached` is: between two thresholds a series stays what it is. */
export type Observation =
  | { kind: 'value'; breached: boolean; recovered: boolean }
  | { kind: 'no_data' }
  | { kind: 'error' }

export type Policy = { forMs: number; noData: NoDataPolicy; onError: NoDataPolicy }

export type Move = 'opened' | 'resolved' | 'flapping'
export type Step = { instance: Instance; move: Move | null }

export const quiet = (at: number): Instance => ({ state: 'ok', since: at, firings: [], calmSince: null })

const isFlapping = ({ firings }: Instance) => {
  const [first] = firings.slice(-flapping.starts)
  return firings.length >= flapping.starts && firings.at(-1)! - first! <= flapping.withinMs
}

function judge(observation: Observation, { noData, onError }: Policy): 'breached' | 'recovered' | 'between' {
  if (observation.kind === 'value')
    return observation.breached ? 'breached' : observation.recovered ? 'recovered' : 'between'
  const policy = observation.kind === 'no_data' ? noData : onError
  return policy === 'fire' ? 'breached' : policy === 'ok' ? 'recovered' : 'between'
}

function fire(instance: Instance, at: number): Step {
  const firings = [...instance.firings.filter((one) => at - one <= flapping.withinMs), at]
  const next: Instance = { ...instance, state: 'firing', firings, calmSince: null }
  return { instance: next, move: isFlapping(next) ? 'flapping' : 'opened' }
}

function breach(instance: Instance, policy: Policy, at: number): Step {
  if (instance.state === 'firing') return { instance: { ...instance, calmSince: null }, move: null }
  const since = instance.state === 'pending' ? instance.since : at
  const pending: Instance = { ...instance, state: 'pending', since }
  return at - since >= policy.forMs ? fire(pending, at) : { instance: pending, move: null }
}

function recover(instance: Instance, at: number): Step {
  if (instance.state === 'ok') return { instance, move: null }
  const over: Instance = { ...instance, state: 'ok', since: at, calmSince: null }
  if (instance.state === 'pending') return { instance: over, move: null }
  if (!isFlapping(instance)) return { instance: over, move: 'resolved' }
  const calmSince = instance.calmSince ?? at
  return at - calmSince >= flapping.calmMs
    ? { instance: { ...over, firings: [] }, move: 'resolved' }
    : { instance: { ...instance, calmSince }, move: null }
}

/**
 * One look at a series: ok → pending → firing → ok. `early`: what it saw is not over yet, so it can only make things worse.
 * One that begins to fire again and again is flapping: it fires until it has been quiet for a while.
 */
export function step(instance: Instance, observation: Observation, policy: Policy, at: number, early = false): Step {
  const judgement = judge(observation, policy)
  if (judgement === 'breached') return breach(instance, policy, at)
  if (judgement === 'recovered' && !early) return recover(instance, at)
  if (instance.state === 'pending' && judgement === 'between' && !early && observation.kind === 'value')
    return recover(instance, at)
  return { instance, move: null }
}
