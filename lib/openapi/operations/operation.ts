import type { Method } from '@/lib/http/methods'

/** What a reader is told of one operation, beside what it takes and gives. */
export type Operation = {
  /** Its name in generated clients. */
  id: string
  summary: string
  description?: string
  /** Statuses of failures beside those that follow from what it takes. */
  fails?: readonly number[]
  /** It takes `If-Match` with the version that a change is made to. */
  match?: true
  /** A body that does something. */
  example?: unknown
}

/** By method and path, parameters in braces, below the base of its group. */
export type Operations = Record<`${Method} /${string}`, Operation>
