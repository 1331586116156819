import { expect, test } from 'vitest'
import { timelineOf } from '@/components/anomalies/timeline'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Explanation } from '@/lib/anomalies/explanation-contract'

const at = (time: string) => `2026-05-01T${time}:00.000Z`
const anomaly: Anomaly = {
  id: 'own',
  metric_name: 'orders_events_total',
  labels: { table: 'orders', schema: 'public' },
  type: 'drop',
  severity: 'high',
  value: 3,
  expected: { value: 30, min: 20, max: 40 },
  score: 0.8,
  algorithms: ['mad'],
  description: 'orders_events_total was 3',
  started_at: at('10:00'),
  ended_at: at('11:00'),
  detected_at: at('10:12'),
  status: 'resolved',
  acknowledged: true,
  acknowledged_by: 'ann',
  acknowledged_at: at('10:20'),
  feedback: 'expected',
  feedback_scope: null,
  feedback_by: 'ben',
  feedback_at: at('11:30'),
  note: 'a sale ended',
  step_seconds: 300,
  peak_at: at('10:25'),
  resolved_at: at('12:00'),
  incident_id: 'root',
  related: [],
}
const member = (id: string, time: string, is_root: boolean) => ({
  id,
  metric_name: `${id}_total`,
  labels: {},
  table: 'x',
  type: 'missing' as const,
  severity: 'high' as const,
  description: '',
  started_at: at(time),
  ended_at: null,
  is_root,
})
const told: Pick<Explanation, 'incident' | 'notes' | 'schema_changes'> = {
  incident: {
    id: 'root',
    words: '',
    silent_source: null,
    members: [member('root', '09:55', true), member('own', '10:00', false), member('other', '10:05', false)],
  },
  notes: [
    {
      id: 'n',
      at: at('09:50'),
      until: null,
      text: 'v2',
      kind: 'deploy',
      table: null,
      url: 'https://ci.example.com',
      created_by: 'ci',
      created_at: at('09:50'),
      updated_at: at('09:50'),
    },
  ],
  schema_changes: [
    { kind: 'ddl', at: at('10:00'), table: 'orders', words: 'ALTER TABLE orders', event: 'e', change: null },
  ],
}

test('all that happened stands in the order of time, what may be a cause before what it causes', () => {
  const moments = timelineOf(anomaly, told)
  expect(moments.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'note: Deploy: v2',
    'related: Likely root: silence of root_total',
    'schema: Schema of orders: ALTER TABLE orders',
    'started: Started: high drop',
    'related: Related: silence of other_total',
    'detected: Detected',
    'acknowledged: Acknowledged by ann: a sale ended',
    'peak: Peak: 3 (−90%)',
    'ended: Back to usual',
    'judged: Judged by ben: Expected',
    'resolved: Resolved',
  ])
  expect(moments.flatMap(({ href }) => href ?? [])).toEqual([
    'https://ci.example.com',
    '/anomalies/root',
    '/events?table=orders',
    '/anomalies/other',
  ])
})

test('what goes on and nobody has seen is short', () => {
  const fresh = { ...anomaly, ended_at: null, acknowledged_at: null, resolved_at: null, feedback: null, peak_at: null }
  const moments = timelineOf(fresh, undefined)
  expect(moments.map(({ kind }) => kind)).toEqual(['started', 'detected'])
})
