import { describe, expect, test } from 'vitest'
import { channelDraftOf, newChannel, readChannel, readChannelPatch } from '@/components/alerts/channel-draft'
import { fieldErrors } from '@/components/alerts/field-errors'
import { readRule, whyNoPreview } from '@/components/alerts/rule-body'
import { draftOf, emptyRule, type RuleDraft, ruleFromSearch } from '@/components/alerts/rule-draft'
import { ruleLink } from '@/components/alerts/rule-link'
import { newSilence, readSilence, silenceLike } from '@/components/alerts/silence-draft'
import { moved } from '@/components/alerts/use-routing'
import { type Channel, channelBody } from '@/lib/alerts/channel-contract'
import { type AlertRule, ruleBody } from '@/lib/alerts/contract'
import { silenceBody } from '@/lib/alerts/routing-contract'
import { ApiError } from '@/lib/http/api'

const rule = (patch: Partial<RuleDraft>): RuleDraft => ({ ...emptyRule, name: ' Few orders ', ...patch })

describe('a rule as it is written', () => {
  test('over a metric', () => {
    const draft = rule({ metric: 'orders_rows', threshold: '1,5', groupBy: ['status'], labels: 'team=pay, tier=1' })
    expect(ruleBody.parse(readRule(draft))).toMatchObject({
      name: 'Few orders',
      kind: 'metric',
      metric: 'orders_rows',
      expr: null,
      threshold: 1.5,
      change: null,
      group_by: ['status'],
      labels: { team: 'pay', tier: '1' },
      severity: null,
    })
  })

  test('over a formula, by its change', () => {
    const draft = rule({
      subject: 'formula',
      expr: 'a / b',
      metric: 'left',
      test: 'change',
      threshold: '9',
      percent: '20',
    })
    expect(ruleBody.parse(readRule(draft))).toMatchObject({
      metric: null,
      expr: 'a / b',
      threshold: null,
      change: { from: 'baseline', direction: 'either', percent: 20 },
    })
  })

  test('over findings, with only what its kind has', () => {
    const match = { table: 'orders', metric: 'm', rule: 'r', source: 's', maxLag: '5m' }
    const of = (kind: RuleDraft['kind']) =>
      ruleBody.parse(readRule(rule({ kind, match, minSeverity: 'high', breaking: true, metric: 'left' })))
    expect(of('anomaly').match).toEqual({ table: 'orders', metric: 'm', min_severity: 'high' })
    expect(of('violation').match).toEqual({ table: 'orders', rule: 'r', min_severity: 'high' })
    expect(of('schema_change').match).toEqual({ table: 'orders', source: 's', min_severity: 'high', breaking: true })
    expect(of('source').match).toEqual({ source: 's', max_lag: '5m' })
    expect(of('source').metric).toBeNull()
  })

  test('is what it was when it is opened and kept as it is', () => {
    const body = ruleBody.parse(
      readRule(
        rule({ metric: 'orders_rows', threshold: '10', recovery: '8', for: '5m', channels: ['a'], filter: 'x:y' }),
      ),
    )
    const kept = { ...body, change: null } as unknown as AlertRule
    expect(ruleBody.parse(readRule(draftOf(kept)))).toEqual(body)
  })

  test.each([
    ['no metric', {}, /Choose a metric/],
    ['no formula', { subject: 'formula' as const }, /Write a formula/],
    ['no threshold', { metric: 'm' }, /Say a threshold/],
    ['no size', { metric: 'm', test: 'change' as const, percent: '' }, /how large/],
  ])('is no preview yet: %s', (_name, patch, why) => {
    expect(whyNoPreview(rule(patch))).toMatch(why)
  })

  test('begins with what a link says', () => {
    const link = ruleLink({ metric: 'orders_by_status', aggregation: 'sum', group_by: 'status,channel' })
    const search = new URLSearchParams(link!.split('?')[1])
    expect(ruleFromSearch(search)).toMatchObject({
      metric: 'orders_by_status',
      subject: 'metric',
      aggregation: 'sum',
      groupBy: ['status', 'channel'],
    })
    expect(ruleFromSearch(new URLSearchParams('expr=a%2Fb')).subject).toBe('formula')
    expect(ruleLink({})).toBeNull()
  })
})

describe('a silence as it is written', () => {
  test('of what is like an alert', () => {
    const body = readSilence(silenceLike({ rule_name: 'Few', labels: { schema: 'public', status: 'failed' } }))
    expect(silenceBody.parse(body)).toMatchObject({
      duration: '1h',
      matchers: [
        { label: 'rule', operator: '=', value: 'Few' },
        { label: 'status', operator: '=', value: 'failed' },
      ],
    })
  })

  test.each([
    ['nothing covered', newSilence([]), 'Say what it covers: at least one label, such as table'],
    ['no value', newSilence(), 'Say which table'],
    [
      'no end',
      { ...newSilence([{ label: 'a', operator: '=', value: 'b' }]), time: 'until' as const },
      'Say until when',
    ],
  ])('says what is missing: %s', (_name, draft, said) => {
    expect(readSilence(draft)).toBe(said)
  })
})

describe('a channel as it is written', () => {
  test.each([
    ['slack', { webhook_url: 'https://hooks.example.com/x' }, { webhook_url: 'https://hooks.example.com/x' }],
    [
      'email',
      { to: 'a@example.com, b@example.com', smtp_port: '25' },
      { to: ['a@example.com', 'b@example.com'], smtp_port: 25 },
    ],
    [
      'webhook',
      { url: 'https://example.com', headers: 'X-Team: pay\n' },
      { url: 'https://example.com', headers: { 'X-Team': 'pay' } },
    ],
  ] as const)('%s, without what is empty', (type, config, expected) => {
    const draft = { ...newChannel, name: 'on-call', type, config: { ...config, secret: '', from: ' ' } }
    expect(channelBody.parse(readChannel(draft)).config).toEqual(expected)
  })

  test('what is secret is not shown, and stays where it is left empty', () => {
    const channel = {
      ...{ name: 'ops', type: 'webhook', enabled: true, send_resolved: true, min_severity: null, max_per_minute: 5 },
      ...{ config: { url: 'https://example.com', secret: '***' }, secrets: ['secret'] },
    } as unknown as Channel
    const draft = channelDraftOf(channel)
    expect(draft.config).toEqual({ url: 'https://example.com', headers: '' })
    expect(readChannelPatch({ ...draft, config: { url: 'https://b.example.com' } }, channel).config).toEqual({
      url: 'https://b.example.com',
    })
    expect(readChannelPatch({ ...draft, removed: ['secret'] }, channel).config).toEqual({
      url: 'https://example.com',
      secret: null,
    })
    expect(readChannel(draft).config).toEqual({ url: 'https://example.com' })
  })
})

test('what is wrong stands at its field, and the rest below', () => {
  const errors = [
    { path: 'threshold', code: 'invalid', message: 'expected a number' },
    { path: 'change.percent', code: 'invalid', message: 'too small' },
    { path: 'odd', code: 'invalid', message: 'unknown' },
  ]
  const problem = { errors } as unknown as ApiError['problem']
  expect(fieldErrors(new ApiError(422, 'Invalid', problem), ['threshold', 'change'])).toEqual({
    threshold: 'expected a number',
    change: 'too small',
    '': 'odd: unknown',
  })
  expect(fieldErrors(new ApiError(500, 'Broken'), [])).toEqual({ '': 'Broken' })
})

test.each([
  ['up', 2, 1, ['a', 'c', 'b']],
  ['down', 0, 1, ['b', 'a', 'c']],
  ['to the end', 0, 2, ['b', 'c', 'a']],
])('a route moves %s', (_name, from, to, expected) => {
  expect(moved(['a', 'b', 'c'], from, to)).toEqual(expected)
})
