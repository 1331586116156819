import { quantileSorted } from '@/lib/stats/quantile-sorted'
import type { Answer, System } from './peers/prom-like'
import type { Question } from './questions'

export type Figure = { p50: number; p99: number; requests: number }
export type Figures = Map<string, Figure>

const requests = 200
const warmUp = 100
/** What a system may take for one question in all: one that takes seconds an answer is asked less often. */
const patienceMs = 20_000

/** Times of a system that is so much slower that it would keep the others waiting between their answers: asked by itself. */
export async function takeTimesApart(systems: System[], slow: System, work: (system: System) => Promise<unknown>) {
  const figures = await takeTimes(systems, work)
  for (const [name, figure] of await takeTimes([slow], work)) figures.set(name, figure)
  return figures
}

/** Asks the systems in turn, `work` once each a round, and takes the time of each answer in milliseconds. */
export async function takeTimes(systems: System[], work: (system: System) => Promise<unknown>): Promise<Figures> {
  const waits = new Map(systems.map(({ name }) => [name, [] as number[]]))
  const spent = new Map(systems.map(({ name }) => [name, 0]))
  for (let round = 0; round < requests + warmUp; round += 1) {
    for (const system of systems) {
      if (spent.get(system.name)! > patienceMs) continue
      const startedAt = performance.now()
      await work(system)
      const took = performance.now() - startedAt
      spent.set(system.name, spent.get(system.name)! + took)
      if (round >= warmUp || took > patienceMs / 200) waits.get(system.name)!.push(took)
    }
  }
  return new Map(
    [...waits].map(([name, own]) => {
      own.sort((a, b) => a - b)
      return [name, { p50: quantileSorted(own, 0.5), p99: quantileSorted(own, 0.99), requests: own.length }]
    }),
  )
}

const close = (a: number | undefined, b: number) =>
  a !== undefined && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))

/** Throws where two systems do not answer a question alike. */
export async function requireSameAnswers(systems: System[], question: Question) {
  if (!question.exact) return
  const [first, ...others] = await Promise.all(
    systems.map(async (system): Promise<[string, Answer]> => [system.name, await system.read(question)]),
  )
  for (const [name, answer] of others) {
    const differs = [...answer].find(([key, value]) => !close(first![1].get(key), value))
    if (!differs && answer.size === first![1].size) continue
    const [key, value] = differs ?? ['number of values', answer.size]
    const own = differs ? first![1].get(key) : first![1].size
    throw new Error(`${question.name}: ${first![0]} and ${name} differ at ${key}: ${own} and ${value}`)
  }
}
