import { inSpan } from './tracing'

/** One question about metrics, with all that the database is asked for it. */
export const inQuestionSpan = <T>(asked: 'range' | 'value' | 'promql', work: () => Promise<T>): Promise<T> =>
  inSpan(`query ${asked}`, work, () => ({ attributes: { 'db.system.name': 'postgresql', 'datawatch.query': asked } }))
