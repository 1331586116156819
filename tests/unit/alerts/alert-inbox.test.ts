import { describe, expect, test } from 'vitest'
import { noFilters, readAlertSearch, readRuleSearch, readView } from '@/components/alerts/alert-search'
import { undoOf } from '@/components/alerts/alert-undo'
import { alertFilter, alertWindow } from '@/components/alerts/alert-window'
import { firingMarkers, previewSeries } from '@/components/alerts/preview-lines'
import { snoozeFor } from '@/components/alerts/snooze-times'
import { newlyFiring } from '@/components/alerts/told-alerts'

const search = (text: string) => new URLSearchParams(text)

describe('what of the inbox is in the address', () => {
  test.each([
    ['nothing: what fires and is told of', '', { limit: 100, status: 'firing', include_hushed: false }],
    ['a view', 'status=acknowledged', { limit: 100, status: 'acknowledged' }],
    ['what is hushed', 'status=hushed', { limit: 100, hushed: true }],
    [
      'filters',
      'status=all&severity=high&kind=source&table=orders&assignee=ana&q=%20late%20',
      { limit: 100, severity: 'high', kind: 'source', table: 'orders', assignee: 'ana', q: 'late' },
    ],
    ['what makes no sense', 'status=x&severity=x&kind=x', { limit: 100, status: 'firing', include_hushed: false }],
  ])('%s', (_name, text, expected) => {
    expect(readAlertSearch(search(text))).toEqual(expected)
  })

  test('every filter that is read can be cleared', () => {
    const text = Object.keys(noFilters)
      .map((name) => `${name}=low`)
      .join('&')
    const kept = new Set(Object.keys(readAlertSearch(search(`status=all&${text}`))))
    expect([...kept].filter((name) => name !== 'limit' && !(name in noFilters))).toEqual([])
  })

  test('rules are read likewise, and views by their names', () => {
    expect(readRuleSearch(search('state=waiting&metric=orders_rows'))).toEqual({
      limit: 1000,
      state: 'waiting',
      metric: 'orders_rows',
    })
    expect(['hushed', 'nothing'].map((status) => readView(search(`status=${status}`)))).toEqual(['hushed', 'open'])
  })
})

describe('undoOf', () => {
  const before = [
    { id: '1', assignee: 'ana' },
    { id: '2', assignee: null },
    { id: '3', assignee: 'ana' },
  ]
  test.each([
    ['acknowledging', { action: 'acknowledge' as const }, [{ ids: ['1', '2', '3'], do: { action: 'unacknowledge' } }]],
    ['resolving', { action: 'resolve' as const }, [{ ids: ['1', '2', '3'], do: { action: 'reopen' } }]],
    ['snoozing', { action: 'snooze' as const, for: '1h' }, [{ ids: ['1', '2', '3'], do: { action: 'unsnooze' } }]],
    [
      'assigning: to each whom it was assigned to',
      { action: 'assign' as const, assignee: 'bo' },
      [
        { ids: ['1', '3'], do: { action: 'assign', assignee: 'ana' } },
        { ids: ['2'], do: { action: 'assign', assignee: null } },
      ],
    ],
    ['what is itself an undo', { action: 'reopen' as const }, []],
  ])('%s', (_name, done, expected) => {
    expect(undoOf(done, before)).toEqual(expected)
  })

  test('nothing that changed is nothing to undo', () => {
    expect(undoOf({ action: 'resolve' }, [])).toEqual([])
  })
})

describe('snoozeFor', () => {
  test('until tomorrow is until nine on the clock of the reader', () => {
    const at = new Date(2026, 2, 3, 17, 30, 20)
    expect(snoozeFor('tomorrow', at.getTime())).toBe('930m')
    expect(snoozeFor('4h', at.getTime())).toBe('4h')
  })
})

describe('newlyFiring', () => {
  const alert = (id: string, status: 'firing' | 'acknowledged' = 'firing', hushed: 'snoozed' | null = null) => ({
    id,
    status,
    hushed,
  })
  test.each([
    ['the first look tells nothing', [alert('1')], null, []],
    ['what was not there before', [alert('1'), alert('2')], new Set(['1']), ['2']],
    [
      'nothing that is acknowledged or hushed',
      [alert('2', 'acknowledged'), alert('3', 'firing', 'snoozed')],
      new Set<string>(),
      [],
    ],
  ])('%s', (_name, alerts, before, expected) => {
    expect(newlyFiring(alerts, before).map(({ id }) => id)).toEqual(expected)
  })
})

describe('the chart of an alert', () => {
  const minute = 60_000
  const started = Date.UTC(2026, 0, 5, 12)
  const placed = (lengthMs: number) => ({
    started_at: new Date(started).toISOString(),
    resolved_at: new Date(started + lengthMs).toISOString(),
  })

  test.each([
    ['a short one, in steps of its window', 10 * minute, '5m', 5 * minute, true],
    ['one of days, in longer steps', 3 * 24 * 60 * minute, '1m', 15 * minute, false],
    ['never finer than a minute', 10 * minute, '10s', minute, true],
  ])('%s', (_name, lengthMs, window, stepMs, isExact) => {
    const now = started + 30 * 24 * 60 * minute
    expect(alertWindow(placed(lengthMs), window, now, 'UTC')).toMatchObject({ stepMs, isExact })
  })

  test('does not reach beyond now', () => {
    const now = started + 10 * minute
    const { window } = alertWindow({ started_at: placed(0).started_at, resolved_at: null }, '5m', now, 'UTC')
    expect(window.resolve(now).to).toBe(now + minute)
  })

  test('keeps to the series of the alert', () => {
    const labels = { table: 'orders', status: 'failed' }
    expect(alertFilter(labels, 'channel:web', ['status'])).toBe('channel:web,status:failed')
    expect(alertFilter(labels, null, [])).toBeUndefined()
  })
})

describe('the chart of a preview', () => {
  const point = (minute: number, value: number, reference?: number) => ({
    timestamp: `2026-01-05T12:0${minute}:00.000Z`,
    value,
    ...(reference === undefined ? {} : { reference }),
  })
  const firing = (from: number, to: number | null) => ({
    labels: {},
    started_at: point(from, 0).timestamp,
    ended_at: to === null ? null : point(to, 0).timestamp,
    peak: null,
  })

  test('puts several lines on the same times, and what one is compared with behind it', () => {
    const series = [
      { labels: { status: 'paid' }, data_points: [point(0, 1), point(3, 2)] },
      { labels: { status: 'open' }, data_points: [point(1, 5, 4), point(2, 6, 4)] },
    ]
    const lines = previewSeries({ series, firings: [], to: '' }, 'orders')
    expect(lines.map(({ name, earlier }) => [name, earlier])).toEqual([
      ['status=paid', undefined],
      ['status=open', undefined],
      ['status=open, compared with', 'status=open'],
    ])
    expect(lines[1]!.points).toEqual([point(0, 5), point(3, 6)])
  })

  test('marks what overlaps once', () => {
    const firings = [firing(5, null), firing(1, 3), firing(2, 4)]
    const { timestamp: to } = point(9, 0)
    expect(firingMarkers({ series: [], firings, to }).map(({ from, to: end }) => [from[15], end?.[15]])).toEqual([
      ['1', '4'],
      ['5', '9'],
    ])
  })
})
