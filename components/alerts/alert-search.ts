import { firstLimit } from '@/components/ui/list-limit'
import type { AlertSearch } from '@/lib/alerts/client'
import { type RuleListQuery, ruleHealths, ruleKinds, severities } from '@/lib/alerts/contract'
import { type SilenceListQuery, silenceStates } from '@/lib/alerts/routing-contract'

type Search = { get(name: string): string | null }

const among = <V extends string>(values: readonly V[], text: string | null) => values.find((value) => value === text)

/** What is listed: those that fire and are told of, those somebody has seen, those nobody is told of, those that are over. */
export const views = ['open', 'acknowledged', 'hushed', 'resolved', 'all'] as const
export type AlertView = (typeof views)[number]
export const readView = (search: Search): AlertView => among(views, search.get('status')) ?? 'open'

const asked: Record<AlertView, AlertSearch> = {
  open: { status: 'firing', include_hushed: false },
  acknowledged: { status: 'acknowledged' },
  hushed: { hushed: true },
  resolved: { status: 'resolved' },
  all: {},
}

const texts = ['rule', 'table', 'metric', 'assignee', 'owner'] as const

/** Reads `?status=&severity=&kind=&rule=&table=&metric=&assignee=&owner=&q=`; what makes no sense is as if it were not there. */
export function readAlertSearch(search: Search): AlertSearch {
  const severity = among(severities, search.get('severity'))
  const kind = among(ruleKinds, search.get('kind'))
  const q = search.get('q')?.trim().slice(0, 200)
  const view = readView(search)
  return {
    limit: firstLimit,
    ...asked[view],
    ...(severity ? { severity } : {}),
    ...(kind ? { kind } : {}),
    ...Object.fromEntries(
      texts.flatMap((name) => {
        const text = search.get(name)?.slice(0, 200)
        return text ? [[name, text]] : []
      }),
    ),
    ...(q ? { q } : {}),
  }
}

/** What takes every filter out of the address. */
export const noFilters = {
  severity: null,
  kind: null,
  rule: null,
  table: null,
  metric: null,
  assignee: null,
  owner: null,
  q: null,
} as const

/** Reads `?state=` of silences. */
export function readSilenceSearch(search: Search): Partial<SilenceListQuery> {
  const state = among(silenceStates, search.get('state'))
  return { limit: 200, ...(state ? { state } : {}) }
}

/** Reads `?state=&severity=&kind=&metric=&owner=&q=`. */
export function readRuleSearch(search: Search): Partial<RuleListQuery> {
  const state = among(ruleHealths, search.get('state'))
  const severity = among(severities, search.get('severity'))
  const kind = among(ruleKinds, search.get('kind'))
  const [metric, owner, q] = ['metric', 'owner', 'q'].map((name) => search.get(name)?.trim().slice(0, 200))
  return {
    limit: 1000,
    ...(state ? { state } : {}),
    ...(severity ? { severity } : {}),
    ...(kind ? { kind } : {}),
    ...(metric ? { metric } : {}),
    ...(owner ? { owner } : {}),
    ...(q ? { q } : {}),
  }
}
