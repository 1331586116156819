import { describe, expect, test } from 'vitest'
import { type Clues, causeOf, oneIn, spanWords, voteWords } from '@/lib/anomalies/explain-words'
import type { Vote } from '@/lib/anomalies/votes'

const minute = 60_000
const startMs = Date.UTC(2026, 4, 1, 10)
const nothing: Clues = { startMs, stepMs: 5 * minute, silentSource: null, root: null, telling: null, nearby: [] }
const noted = (minutes: number) => ({ at: new Date(startMs - minutes * minute).toISOString(), text: 'Deploy: “v2”,' })
const root = { subject: 'orders_events_total', type: 'drop' as const, startMs: startMs - 10 * minute }

test.each([
  { name: 'nothing points anywhere', clues: {}, words: null },
  {
    name: 'a category',
    clues: { telling: '92 % of the drop is status=paid' },
    words: '92 % of the drop is status=paid.',
  },
  {
    name: 'a deploy shortly before',
    clues: { nearby: [noted(90), noted(6)] },
    words: 'Deploy: “v2”, 6 minutes before.',
  },
  { name: 'one of the same minute', clues: { nearby: [noted(0.5)] }, words: 'Deploy: “v2”, at the same time.' },
  { name: 'one of half a day ago is none', clues: { nearby: [noted(700)] }, words: null },
  { name: 'one that came after is none', clues: { nearby: [noted(-20)] }, words: null },
  {
    name: 'another anomaly that began before',
    clues: { root },
    words: 'It probably follows from the drop of orders_events_total, which began 10 minutes earlier.',
  },
  {
    name: 'one that began with it, as far as buckets tell',
    clues: { root: { ...root, startMs: startMs - 5 * minute } },
    words: 'It began together with the drop of orders_events_total, probably for the same reason.',
  },
  {
    name: 'a silent source says it all',
    clues: { silentSource: 'shop', root, telling: 'All of it' },
    words: 'Nothing came from shop at all: the source, or what connects it, was silent.',
  },
])('cause: $name', ({ clues, words }) => expect(causeOf({ ...nothing, ...clues })).toBe(words))

describe('votes', () => {
  const vote = (algorithm: Vote['algorithm'], scales: number): Vote => ({ algorithm, scales, from: 3.5, fired: true })
  test.each([
    ['above', vote('zscore', 9.25), '9.3 standard deviations above what was expected'],
    ['below', vote('mad', -4), '4 times the usual miss at this time of day (robust scale), below what was expected'],
    ['one of them', vote('zscore', 1.01), '1 standard deviation above what was expected'],
    ['nothing', vote('shape', 0.2), 'The last two hours look like some before'],
    ['a count, and how rare', vote('counts', -4), 'As a count, 4 scales below chance, once in 32 thousand buckets'],
    [
      'a count rarer than anything',
      vote('counts', 30),
      'As a count, 30 scales above chance, once in over a trillion buckets',
    ],
  ])('%s', (_, given, words) => expect(voteWords(given)).toBe(words))

  test('only counts have a chance', () => {
    expect([oneIn(vote('mad', 8)), oneIn(vote('counts', 0))]).toEqual([null, null])
  })
})

test.each([
  [0, '0 minutes'],
  [minute, '1 minute'],
  [119 * minute, '119 minutes'],
  [130 * minute, '2 hours'],
  [72 * 60 * minute, '3 days'],
])('%i ms is %s', (ms, words) => expect(spanWords(ms)).toBe(words))
