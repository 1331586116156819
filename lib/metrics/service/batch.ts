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
import { withMetric } from './with-metric'

const instance = '/api/v1/datawatch/query'

function readQuestion(question: unknown) {
  const parsed = batchQuestion.safeParse(question)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError('bad_request', [issue?.path.join('.'), issue?.message ?? 'invalid'].filter(Boolean).join(': '))
}

type Found = Promise<ReadonlyMap<string, MetricRecord>>

async function answer(context: Context, question: unknown, found: Found) {
  const { metric, expr, ref: _ref, ...query } = readQuestion(question)
  if (expr === undefined) {
    const name = metric ?? ''
    const looking = found.then((metrics) => metrics.get(name) ?? requireMetric(context, name))
    const keeping = keepingOf(context, { ...query, metric: name, ask: query.step ? 'range' : 'value' })
    const work = (record: MetricRecord) =>
      query.step ? answerRange(context, record, query) : answerValue(context, record, query)
    return withMetric<MetricRange | MetricValue>(context, name, looking, work, keeping)
  }
  const formula = { name: expr, expr }
  return query.step ? answerFormula(context, formula, query) : computeValue(context, formula, query)
}

/** The metrics that questions name, found together; no name has a NUL character, and PostgreSQL knows none. */
async function findNamed({ db }: Context, questions: Record<string, unknown>[]): Found {
  const names = new Set(
    questions.flatMap(({ metric }) => (typeof metric === 'string' && !metric.includes('\0') ? metric : [])),
  )
  const records = names.size > 0 ? await findMetrics(db.$planned, [...names], isKeeping()) : []
  return new Map(records.map((record) => [record.name, record]))
}

/** Answers several questions at once, each with its data or its own error; with `step` a range, without it a value. */
export async function runQueries(context: Context, { queries }: z.output<typeof batchQuery>): Promise<BatchAnswer> {
  const found = findNamed(context, queries)
  found.catch(() => 'each question says so')
  const results = await Promise.all(
    queries.map(async (question) => {
      const { ref } = question
      try {
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
