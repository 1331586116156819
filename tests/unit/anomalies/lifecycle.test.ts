import { expect, test } from 'vitest'
import { type Changes, type Found, type Known, reconcile } from '@/lib/anomalies/lifecycle'

const known = (change: Partial<Known> = {}): Known => ({
  id: 'a',
  startMs: 100,
  endMs: null,
  touched: false,
  ...change,
})
const found = (change: Partial<Found<string>> = {}): Found<string> => ({
  startMs: 100,
  endMs: 120,
  closed: true,
  finding: 'spike',
  ...change,
})
const none: Changes<string> = { insert: [], update: [], withdraw: [] }

type Row = { name: string; known: Known[]; found: Found<string>[]; from?: number; expected: Partial<Changes<string>> }

test.each<Row>([
  { name: 'nothing known, nothing found', known: [], found: [], expected: {} },
  {
    name: 'a new run opens',
    known: [],
    found: [found({ closed: false })],
    expected: { insert: [{ endMs: null, finding: 'spike' }] },
  },
  {
    name: 'a new run that is over opens with its end',
    known: [],
    found: [found()],
    expected: { insert: [{ endMs: 120, finding: 'spike' }] },
  },
  { name: 'a run without alarm opens nothing', known: [], found: [found({ finding: null })], expected: {} },
  {
    name: 'a run that ended before what is judged opens nothing',
    known: [],
    found: [found()],
    from: 120,
    expected: {},
  },
  {
    name: 'a run that alarms no more leaves an anomaly ended that has ended',
    known: [known({ endMs: 120, touched: true })],
    found: [found({ endMs: 150, closed: false, finding: null })],
    expected: { update: [{ id: 'a', endMs: 120, finding: null }] },
  },
  {
    name: 'a run that alarms again makes it go on',
    known: [known({ endMs: 120 })],
    found: [found({ endMs: 150, closed: false })],
    expected: { update: [{ id: 'a', endMs: null, finding: 'spike' }] },
  },
  {
    name: 'a run that goes on extends its anomaly',
    known: [known()],
    found: [found({ endMs: 150, closed: false })],
    expected: { update: [{ id: 'a', endMs: null, finding: 'spike' }] },
  },
  {
    name: 'three calm buckets close it',
    known: [known()],
    found: [found()],
    expected: { update: [{ id: 'a', endMs: 120, finding: 'spike' }] },
  },
  {
    name: 'a run below the alarm keeps its anomaly as it was',
    known: [known()],
    found: [found({ finding: null, closed: false })],
    expected: { update: [{ id: 'a', endMs: null, finding: null }] },
  },
  {
    name: 'a closed anomaly whose run grew opens again',
    known: [known({ endMs: 110 })],
    found: [found({ closed: false })],
    expected: { update: [{ id: 'a', endMs: null, finding: 'spike' }] },
  },
  { name: 'late data that makes it normal withdraws it', known: [known()], found: [], expected: { withdraw: ['a'] } },
  {
    name: 'what a person has touched is ended instead',
    known: [known({ touched: true })],
    found: [],
    expected: { update: [{ id: 'a', endMs: 100, finding: null }] },
  },
  {
    name: 'what a person has touched and is over stays',
    known: [known({ touched: true, endMs: 120 })],
    found: [],
    expected: {},
  },
  {
    name: 'what began before the judged buckets is ended',
    known: [known()],
    found: [],
    from: 130,
    expected: { update: [{ id: 'a', endMs: 130, finding: null }] },
  },
  {
    name: 'two runs after each other are two anomalies',
    known: [known({ endMs: 120 })],
    found: [found(), found({ startMs: 140, endMs: 160 })],
    expected: { update: [{ id: 'a', endMs: 120, finding: 'spike' }], insert: [{ endMs: 160, finding: 'spike' }] },
  },
  {
    name: 'one run over two anomalies keeps the first',
    known: [known({ endMs: 110 }), known({ id: 'b', startMs: 115, endMs: 120 })],
    found: [found()],
    expected: { update: [{ id: 'a', endMs: 120, finding: 'spike' }], withdraw: ['b'] },
  },
])('$name', ({ known, found, from = 50, expected }) => {
  expect(reconcile(known, found, from)).toEqual({ ...none, ...expected })
})
