import 'server-only'
import type { z } from 'zod'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { toProblem } from '@/lib/http/problem'
import { inQuestionSpan } from '@/lib/telemetry/question-span'
import { type BatchAnswer, type batchQuery, batchQuestion, type MetricRange, type MetricValue } from '../contract'
import { findMetrics, type MetricRecord } from '../store/read'
import { computeValue } from './computed'
import { requireMetric } from './find'
import { isKeeping, keepingOf } from './kept-answers'
import { answerFormula, answerRange, answerValue } from './query'
import { isAtHand, repeatOrTell } from './repeat'
import { withMetric } from './with-metric'

const instance = '/api/v1/datawatch/query'

function readQuestion(question: unknown) {
  const parsed = batchQuestion.safeParse(question)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError('bad_request', [issue?.path.join('.'), issue?.message ?? 'invalid'].filter(Boolean).join(': '))
}

type Read = ReturnType<typeof readQuestion>
type Found = Promise<ReadonlyMap<string, MetricRecord>>

/** The question as what its answer is known by. */
const askedOf = ({ ref: _ref, ...question }: Read) => ({ ...question, ask: question.step ? 'range' : 'value' })

async function answer(context: Context, question: Read, found: Found) {
  const { metric, expr, ref: _ref, ...query } = question
  if (expr !== undefined) {
    const formula = { name: expr, expr }
    return query.step ? answerFormula(context, formula, query) : computeValue(context, formula, query)
  }
  const name = metric ?? ''
  return repeatOrTell<MetricRange | MetricValue>(context, askedOf(question), (told) => {
    const looking = found.then((metrics) => metrics.get(name) ?? requireMetric(context, name))
    const work = (record: MetricRecord) =>
      told(record, query.step ? answerRange(context, record, query) : answerValue(context, record, query))
    return withMetric(context, name, looking, work, keepingOf(context, askedOf(question)))
  })
}

/** The metrics that questions name, found together; no name has a NUL character, and PostgreSQL knows none. */
async function findNamed(context: Context, questions: (Read | Error)[]): Found {
  const names = new Set(
    questions.flatMap((one) => {
      if (one instanceof Error || one.metric === undefined || one.metric.includes('\0')) return []
      return isAtHand(context, askedOf(one)) ? [] : one.metric
    }),
  )
  const records = names.size > 0 ? await findMetrics(context.db.$planned, [...names], isKeeping()) : []
  return new Map(records.map((record) => [record.name, record]))
}

/** What is asked, or what is wrong with that. */
function tryRead(question: unknown): Read | Error {
  try {
    return readQuestion(question)
  } catch (error) {
    return error as Error
  }
}

/** Answers several questions at once, each with its data or its own error; with `step` a range, without it a value. */
export async function runQueries(context: Context, { queries }: z.output<typeof batchQuery>): Promise<BatchAnswer> {
  const questions = queries.map(tryRead)
  const found = findNamed(context, questions)
  found.catch(() => 'each question says so')
  const results = await Promise.all(
    queries.map(async ({ ref }, place) => {
      const question = questions[place]!
      try {
        if (question instanceof Error) throw question
        const asked = question.step ? 'range' : 'value'
        return { ref, data: await inQuestionSpan(asked, () => answer(context, question, found)) }
      } catch (error) {
        const { status, problem } = toProblem(error, instance)
        if (status === 500) context.log.error({ err: error, ref }, 'query failed')
        return { ref, error: { status, detail: problem.detail } }
      }
    }),
  )
  return { results }
}
