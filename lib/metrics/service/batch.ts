import 'server-only'
import type { z } from 'zod'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { toProblem } from '@/lib/http/problem'
import { type BatchAnswer, type batchQuery, batchQuestion } from '../contract'
import { computeRange, computeValue } from './computed'
import { queryMetricRange, queryMetricValue } from './query'

const instance = '/api/v1/datawatch/query'

function readQuestion(question: unknown) {
  const parsed = batchQuestion.safeParse(question)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError('bad_request', [issue?.path.join('.'), issue?.message ?? 'invalid'].filter(Boolean).join(': '))
}

async function answer(context: Context, question: unknown) {
  const { metric, expr, ref: _ref, ...query } = readQuestion(question)
  if (expr === undefined) {
    const name = metric ?? ''
    return query.step ? queryMetricRange(context, name, query) : queryMetricValue(context, name, query)
  }
  const formula = { name: expr, expr }
  return query.step ? computeRange(context, formula, query) : computeValue(context, formula, query)
}

/** Answers several questions at once, each with its data or its own error; with `step` a range, without it a value. */
export async function runQueries(context: Context, { queries }: z.output<typeof batchQuery>): Promise<BatchAnswer> {
  const results = await Promise.all(
    queries.map(async (question) => {
      const { ref } = question
      try {
        return { ref, data: await answer(context, question) }
      } catch (error) {
        const { status, problem } = toProblem(error, instance)
        if (status === 500) context.log.error({ err: error, ref }, 'query failed')
        return { ref, error: { status, detail: problem.detail } }
      }
    }),
  )
  return { results }
}
