import { firstLimit } from '@/components/ui/list-limit'
import { dimensions, type RuleListQuery, ruleStates, severities } from '@/lib/quality/contract'
import { type ViolationListQuery, violationStatuses } from '@/lib/quality/violation-contract'

type Search = { get(name: string): string | null }

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | undefined =>
  values.find((value) => value === text)

/** Reads `?state=&dimension=&table=&q=`; what makes no sense is as if it were not there. */
export function readRuleSearch(search: Search): Partial<RuleListQuery> {
  const state = oneOf(ruleStates, search.get('state'))
  const dimension = oneOf(dimensions, search.get('dimension'))
  const [table, q] = [search.get('table'), search.get('q')]
  return {
    limit: 1000,
    ...(state && { state }),
    ...(dimension && { dimension }),
    ...(table ? { table } : {}),
    ...(q ? { q } : {}),
  }
}

/** Reads `?status=&severity=&table=`; without a status those that go on. */
export function readViolationSearch(search: Search): Partial<ViolationListQuery> {
  const status = oneOf([...violationStatuses, 'all'] as const, search.get('status')) ?? 'open'
  const severity = oneOf(severities, search.get('severity'))
  const table = search.get('table')
  return { limit: firstLimit, status, ...(severity && { severity }), ...(table ? { table } : {}) }
}
