import { describe, expect, test } from 'vitest'
import { matchesAll, type Routable, whyNotPattern } from '@/lib/alerts/matcher'
import { quietUntil } from '@/lib/alerts/quiet-hours'
import { inhibitorsAmong, isSilenced, planFor } from '@/lib/alerts/route-alert'
import { alertRoute, type Matcher, matcher, quietHours } from '@/lib/alerts/routing-contract'

const about = (more: Partial<Routable> = {}): Routable => ({
  rule: 'Slow',
  kind: 'metric',
  severity: 'high',
  table: 'orders',
  metric: 'orders_inserts_total',
  owner: 'ann',
  source: null,
  labels: { team: 'shop', status: 'paid' },
  ...more,
})
const is = (label: string, value: string, operator: Matcher['operator'] = '='): Matcher =>
  matcher.parse({ label, value, operator })
const channel = (name: string, more = {}) => ({ id: name, name, enabled: true, minSeverity: null, ...more })
const now = new Date('2026-03-04T12:00:00Z')
const route = (given: object) => alertRoute.parse({ name: 'r', channels: ['chat'], ...given })
const all = [channel('chat'), channel('mail'), channel('pager'), channel('off', { enabled: false })]
const told = (routes: object[], own: string[] = [], subject = about()) =>
  planFor({ routes: routes.map(route) }, all, subject, own, now).targets.map(({ channelId }) => channelId)

test.each<[string, Matcher[], boolean]>([
  ['a field', [is('severity', 'high')], true],
  ['a label', [is('team', 'shop')], true],
  ['what is not there as an empty text', [is('region', '')], true],
  ['all of them', [is('team', 'shop'), is('table', 'users')], false],
  ['what is not so', [is('table', 'users', '!=')], true],
  ['a whole pattern', [is('table', 'order', '=~')], false],
  ['a pattern', [is('table', 'ord.*|users', '=~')], true],
  ['no pattern', [is('table', 'ord.*', '!~')], false],
])('matchers see %s', (_name, matchers, expected) => {
  expect(matchesAll(matchers, about())).toBe(expected)
})

test('a pattern that is none is named', () => {
  expect(whyNotPattern(is('table', '(a', '=~'))).toMatch(/missing/)
  expect(whyNotPattern(is('table', '(a'))).toBeNull()
})

describe('who is told', () => {
  test('the channels that the rule names, else those of the first route that matches, else all that are on', () => {
    const shop = { matchers: [is('team', 'shop')], channels: ['mail'] }
    expect(told([shop], ['pager', 'nobody'])).toEqual(['pager'])
    expect(told([shop], ['nobody'])).toEqual(['mail'])
    expect(told([shop], ['off'])).toEqual([])
    expect(told([{ matchers: [is('team', 'bank')] }, shop, { channels: ['chat'] }])).toEqual(['mail'])
    expect(told([{ matchers: [is('team', 'bank')] }])).toEqual(['chat', 'mail', 'pager'])
    expect(told([{ ...shop, continue: true }, { channels: ['chat', 'mail'] }])).toEqual(['mail', 'chat'])
  })

  test('no channel that asks for worse', () => {
    const channels = [channel('chat', { minSeverity: 'critical' }), channel('mail', { minSeverity: 'high' })]
    expect(planFor({ routes: [] }, channels, about(), [], now).targets.map(({ channelId }) => channelId)).toEqual([
      'mail',
    ])
  })

  test('at the end of quiet hours, but at once of what is critical; with the next digest', () => {
    const quiet_hours = { from: '11:00', to: '13:30', time_zone: 'UTC' }
    const dueAt = (given: object, subject = about()) =>
      planFor({ routes: [route(given)] }, all, subject, [], now).targets.map((one) => [
        one.dueAt.toISOString(),
        one.digest,
      ])
    expect(dueAt({ quiet_hours })).toEqual([['2026-03-04T13:30:00.000Z', true]])
    expect(dueAt({ quiet_hours }, about({ severity: 'critical' }))).toEqual([['2026-03-04T12:00:00.000Z', false]])
    expect(dueAt({ digest: '1h' })).toEqual([['2026-03-04T13:00:00.000Z', true]])
  })
})

test.each([
  ['in the night that began the day before', '2026-03-05T03:00:00Z', '2026-03-05T06:00:00.000Z'],
  ['in the evening', '2026-03-04T21:30:00Z', '2026-03-05T06:00:00.000Z'],
  ['by day', '2026-03-04T12:00:00Z', null],
  ['in the night in which clocks go forward', '2026-03-28T22:30:00Z', '2026-03-29T05:00:00.000Z'],
])('quiet hours %s', (_name, at, until) => {
  const hours = quietHours.parse({ from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' })
  expect(quietUntil(hours, new Date(at))?.toISOString() ?? null).toBe(until)
})

test('quiet hours of the weekend begin on its days, and days in a row are one', () => {
  const hours = quietHours.parse({ from: '00:00', to: '00:00', days: ['sat', 'sun'], time_zone: 'UTC' })
  expect(quietUntil(hours, new Date('2026-03-07T10:00:00Z'))?.toISOString()).toBe('2026-03-09T00:00:00.000Z')
  expect(quietUntil(hours, new Date('2026-03-09T10:00:00Z'))).toBeNull()
})

test('a source that stopped speaks for its tables, and an alert that is said to for those of the same label', () => {
  const down = about({ kind: 'source', source: 'shop-db', table: null })
  const own = about({ source: 'shop-db' })
  const other = about({ source: 'bank-db' })
  expect([own, other, about(), down].map(inhibitorsAmong([], [down, own, other]))).toEqual([
    down,
    undefined,
    undefined,
    undefined,
  ])
  const said = { source: [is('severity', 'critical')], target: [is('severity', 'low')], equal: ['team'] }
  const critical = about({ severity: 'critical' })
  const inhibitor = inhibitorsAmong([said], [critical])
  expect(inhibitor(about({ severity: 'low' }))).toBe(critical)
  expect(inhibitor(about({ severity: 'low', labels: { team: 'bank' } }))).toBeUndefined()
})

test('a silence covers what matches while it lasts', () => {
  const silence = { matchers: [is('table', 'orders')], startsAt: now, endsAt: new Date(now.getTime() + 1000) }
  expect(isSilenced([silence], about(), now)).toBe(true)
  expect(isSilenced([silence], about({ table: 'users' }), now)).toBe(false)
  expect(isSilenced([silence], about(), silence.endsAt)).toBe(false)
})
