import type { ErrorCode } from '@/lib/errors/app-error'

/** A kind of problem as its page tells it: what it means, what to do, and one such problem. */
export type ProblemWords = {
  status: number
  title: string
  means: string
  remedy: readonly string[]
  /** `detail` and, where the document has more than its usual members, those. */
  example: { detail: string; instance: string; [member: string]: unknown }
}

const api = '/api/v1/datawatch'

/** Every kind of problem by the last part of its `type`, the status and title of each code of an error. */
export const problems: Record<ErrorCode | 'internal', ProblemWords> = {
  bad_request: {
    status: 400,
    title: 'Bad request',
    means:
      'The request itself cannot be read: its body is no JSON or is cut off, or a parameter of its address makes no sense.',
    remedy: [
      'Mend what `detail` names; `errors` says where it stands and what would be right.',
      'Do not send it again as it is.',
    ],
    example: {
      detail: 'Query parameter from: lies after to',
      instance: `${api}/events`,
      errors: [{ path: 'from', code: 'custom', message: 'lies after to' }],
    },
  },
  unauthenticated: {
    status: 401,
    title: 'Unauthenticated',
    means: 'Nobody knows who asks: there is no credential, or one that is wrong, revoked or out of date.',
    remedy: [
      'Send an API key as `Authorization: Bearer dw_…`, or sign in.',
      'The cron routes want `Authorization: Bearer $CRON_SECRET`, or a key with the scope `cron`.',
    ],
    example: {
      detail: 'This needs a credential: Authorization: Bearer dw_…, or a session',
      instance: `${api}/metrics`,
    },
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    means: 'It is known who asks, and they may not do this; or a page of another site made a browser ask.',
    remedy: ['Use a key with the scope that `detail` names, or ask an admin for the role.'],
    example: {
      detail:
        'This is for those who may change boards, rules, notes, and how alerts stand: it needs an API key with the scope write or admin',
      instance: `${api}/dashboards`,
    },
  },
  not_found: {
    status: 404,
    title: 'Not found',
    means: 'There is nothing of that name, or nothing that whoever asks may see: the two look alike.',
    remedy: [
      'Check the address. An id is a UUID, a metric goes by its name.',
      'List what there is: `GET /metrics`, `GET /dashboards`.',
    ],
    example: { detail: 'There is no metric named "order_events_total"', instance: `${api}/metrics/order_events_total` },
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    means: 'The address is there, and takes other methods.',
    remedy: ['Use one of those that `Allow` lists.'],
    example: { detail: 'PUT is not possible here; allowed: GET, HEAD, POST, OPTIONS', instance: `${api}/events` },
  },
  unknown_method: {
    status: 501,
    title: 'Not implemented',
    means: 'No address here takes such a method.',
    remedy: ['Use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS.'],
    example: {
      detail: 'PROPFIND is not possible anywhere here; at most GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS',
      instance: `${api}/events`,
    },
  },
  timeout: {
    status: 408,
    title: 'Request timeout',
    means: 'The body did not come within its time.',
    remedy: ['Send it again; nothing of it was stored.', 'Send smaller bodies over a slow connection.'],
    example: { detail: 'No data of the body came for 10000 ms', instance: `${api}/events/batch` },
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    means:
      'What is there already stands against it: a name that is taken, something others need, a step that is not possible now.',
    remedy: ['Read what is there, then choose another name or take the step that `detail` names.'],
    example: { detail: 'There is a metric named orders_delete_rate already', instance: `${api}/metrics` },
  },
  lost_race: {
    status: 412,
    title: 'Precondition failed',
    means: 'Somebody else changed it after the version that `If-Match` names.',
    remedy: [
      'Read it again, put your change into it, and send that with the new `ETag` in `If-Match`. `current` is what it was lost to.',
    ],
    example: {
      detail: 'Ada changed this dashboard at 2026-01-15T10:30:00.000Z; it is at version 8 now',
      instance: `${api}/dashboards/0198c0de-0000-7000-8000-000000000001`,
    },
  },
  too_large: {
    status: 413,
    title: 'Content too large',
    means: 'The body, what it unpacks to, or the number of events in it is over a limit.',
    remedy: ['Send it in parts. `detail` names the limit; the configuration can raise it (`ingest`).'],
    example: { detail: 'The request has 2001 events; at most 2000 are taken', instance: `${api}/events/batch` },
  },
  unsupported_media: {
    status: 415,
    title: 'Unsupported media type',
    means: 'The body is in a media type or an encoding that is not read here.',
    remedy: [
      'Send one that `Accept-Post` or `Accept-Encoding` lists: JSON, packed as gzip, deflate, br or zstd or not at all.',
    ],
    example: { detail: 'Content-Type text/plain is not application/json', instance: `${api}/query` },
  },
  invalid_input: {
    status: 422,
    title: 'Invalid input',
    means: 'The body can be read and does not say what is wanted here.',
    remedy: ['Mend what `errors` lists: `path` is where, `message` what would be right.'],
    example: {
      detail: 'Body name: a dashboard needs a name',
      instance: `${api}/dashboards`,
      errors: [{ path: 'name', code: 'too_small', message: 'a dashboard needs a name' }],
    },
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    means: 'A key has made the requests that it may in this minute, or somebody tried too often to get in.',
    remedy: [
      'Send it again after the seconds that `Retry-After` says; nothing of it was stored.',
      'Send events in batches.',
    ],
    example: { detail: 'This key may make 600 requests a minute; try again in 12 s', instance: `${api}/events` },
  },
  unavailable: {
    status: 503,
    title: 'Service unavailable',
    means:
      'It cannot be done now: the database cannot be reached or is slow, the queue of events is full, or the server starts or stops.',
    remedy: [
      'Send it again after the seconds that `Retry-After` says. Events may be sent again safely: those that were stored are duplicates.',
      'Where it lasts, see `GET /ready` and the log of the server.',
    ],
    example: {
      detail: 'The ingestion queue is full; nothing of this request was stored',
      instance: `${api}/events/batch`,
    },
  },
  internal: {
    status: 500,
    title: 'Internal error',
    means: 'Something went wrong on our side.',
    remedy: ['Look for `X-Request-Id` in the log of the server, which has the cause, and report it.'],
    example: {
      detail: 'Something went wrong on our side; the request id finds it in the log.',
      instance: `${api}/stats`,
    },
  },
}

export const problemSlug = (code: keyof typeof problems) => code.replaceAll('_', '-')
/** The `type` of a problem, which is the address of its page. */
export const problemType = (code: keyof typeof problems) => `/problems/${problemSlug(code)}`

/** The kind whose page has this name. */
export const findProblem = (slug: string) =>
  (Object.keys(problems) as (keyof typeof problems)[]).find((code) => problemSlug(code) === slug)
