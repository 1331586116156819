import 'server-only'
import type { z } from 'zod'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { toProblem } from '@/lib/http/problem'
import type { BatchAnswer, batchQuery } from '../contract'
import { queryMetricRange, queryMetricValue } from './query'

const instance = '/api/v1/datawatch/query'

/** Answers several questions at once, each with its data or its own error; with `step` a range, without it a value. */
export async function runQueries(context: Context, { queries }: z.output<typeof batchQuery>): Promise<BatchAnswer> {
  const results = await Promise.all(
    queries.map(async ({ ref, metric, ...query }) => {
      try {
        const data = query.step
          ? await queryMetricRange(context, metric, query)
          : await queryMetricValue(context, metric, query)
        return { ref, data }
      } catch (error) {
        if (!(error instanceof AppError)) context.log.error({ err: error, metric }, 'query failed')
        const { status, problem } = toProblem(error, instance)
        return { ref, error: { status, detail: problem.detail } }
      }
    }),
  )
  return { results }
}
