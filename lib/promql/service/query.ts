import 'server-only'
import { setImmediate as pause } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { inQuestionSpan } from '@/lib/telemetry/question-span'
import { answerInstant, answerRange } from '../answer'
import { checkTypes } from '../check'
import type { Answered, InstantParams, QueryData, RangeParams } from '../contract'
import { evaluate } from '../evaluate'
import type { Value } from '../line'
import { readSubquery } from '../over-range'
import { parse } from '../parse'
import type { Scope } from '../scope'
import { type Node, refuseAt, refuseToCompute, unwrap } from '../syntax'
import { stepTimes } from '../times'
import { metricReader } from './reader'

const lookbackMs = 300_000
/** Points of all parts of an expression together. */
const mostPoints = 5_000_000
/** Points of an answer. */
const mostAnswered = 1_000_000
/** Points after which others get their turn. */
const turn = 50_000

/** What a query may still compute, in points and in time. */
function makeBudget(patienceMs: number): Pick<Scope, 'spend' | 'settle'> {
  const until = performance.now() + patienceMs
  let left = mostPoints
  let since = 0
  const spend = (points: number) => {
    left -= points
    if (left < 0) throw refuseToCompute('query processing would load too many samples into memory in query execution')
    if (performance.now() < until) return
    throw new AppError('unavailable', 'query timed out in expression evaluation', { reason: 'deadline' })
  }
  const settle = async (points: number) => {
    spend(points)
    since += points
    if (since < turn) return
    since = 0
    await pause()
  }
  return { spend, settle }
}

type Question = { text: string; times: number[]; patienceMs: number }

async function run(context: Context, { text, times, patienceMs }: Question) {
  const whole = parse(text)
  const type = checkTypes(text, whole)
  const { read, infos } = metricReader(context)
  const query = { start: times[0]!, end: times.at(-1)! }
  const scope: Scope = { text, times, query, lookbackMs, read, ...makeBudget(patienceMs) }
  const compute = (node: Node): Promise<Value> => inQuestionSpan('promql', () => evaluate(node, scope))
  return { whole, type, scope, compute, infos }
}

/** Leaves out the results past `limit`, and says so. */
function cut(data: QueryData, infos: ReadonlySet<string>, limit = 0): Answered<QueryData> {
  const told = infos.size > 0 ? { infos: [...infos] } : {}
  const list = data.resultType === 'vector' || data.resultType === 'matrix' ? data.result : []
  if (limit === 0 || list.length <= limit) return { data, ...told }
  const shorter = { resultType: data.resultType, result: list.slice(0, limit) } as QueryData
  return { data: shorter, warnings: ['results truncated due to limit'], ...told }
}

/** A subquery at the top of an instant query answers its points. */
async function answerMatrix(node: Node, text: string, scope: Scope): Promise<QueryData> {
  if (node.kind !== 'subquery') {
    throw refuseAt(
      text,
      node.pos,
      'a range of single samples is not answered; put it in a function, as in increase(…[5m]), or take points of it, as in …[5m:1m]',
    )
  }
  const { times, lines } = await readSubquery(node, scope, evaluate)
  return answerRange({ type: 'vector', lines }, times)
}

/** An expression at one instant, now unless another is asked for. Throws `bad_request`, `invalid_input`, `unavailable`. */
export async function queryInstant(
  context: Context,
  { query, time = context.now.getTime(), limit }: InstantParams,
  patienceMs: number,
): Promise<Answered<QueryData>> {
  const { whole, type, scope, compute, infos } = await run(context, { text: query, times: [time], patienceMs })
  const matrix = type === 'matrix'
  const data = matrix ? await answerMatrix(unwrap(whole), query, scope) : answerInstant(await compute(whole), time)
  return cut(data, infos, limit)
}

/** An expression at each step of [start, end]. Throws `bad_request`, `invalid_input`, `unavailable`. */
export async function queryRange(
  context: Context,
  { query, start, end, step, limit }: RangeParams,
  patienceMs: number,
): Promise<Answered<QueryData>> {
  const times = stepTimes(start, end, step)
  const { whole, type, compute, infos } = await run(context, { text: query, times, patienceMs })
  if (type === 'matrix' || type === 'string') {
    const got = type === 'matrix' ? 'range vector' : 'string'
    throw new AppError(
      'bad_request',
      `invalid parameter "query": invalid expression type "${got}" for range query, must be Scalar or instant Vector`,
    )
  }
  const value = await compute(whole)
  if (value.type === 'vector' && value.lines.length * times.length > mostAnswered) {
    throw refuseToCompute(
      `${value.lines.length} series at ${times.length} steps are more than ${mostAnswered} points; ask for a larger step, or for fewer series as with topk`,
    )
  }
  return cut(answerRange(value, times), infos, limit)
}
