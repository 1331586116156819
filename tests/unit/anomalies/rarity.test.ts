import { expect, test } from 'vitest'
import { rarityOf } from '@/lib/anomalies/rarity'

test.each([
  { name: 'nothing known', peaks: [], daysKnown: 0, words: /too little/, once: null, large: 1 },
  { name: 'some hours', peaks: [], daysKnown: 0.9, words: /Less than a day/, once: null, large: 1 },
  {
    name: 'one day',
    peaks: [],
    daysKnown: 1.5,
    words: /The largest of the one day known, a short history/,
    once: null,
    large: 1,
  },
  {
    name: 'the largest',
    peaks: [1, 1.9],
    daysKnown: 12.4,
    words: /^The largest of the 12 days known$/,
    once: null,
    large: 1,
  },
  {
    name: 'hardly smaller ones count',
    peaks: [1.97],
    daysKnown: 40,
    words: /^Seen 2 times in the 40 days known, about once in 20 days$/,
    once: 20,
    large: 2,
  },
  {
    name: 'larger ones count',
    peaks: [5, 6, 0.1],
    daysKnown: 12,
    words: /^Seen 3 times in the 12 days known, about once in 4 days$/,
    once: 4,
    large: 3,
  },
  { name: 'about one a day', peaks: Array(6).fill(2), daysKnown: 7, words: /about once in 1 day$/, once: 1, large: 7 },
  {
    name: 'several a day',
    peaks: Array(29).fill(2),
    daysKnown: 10,
    words: /more than once a day$/,
    once: 1 / 3,
    large: 30,
  },
])('$name', ({ peaks, daysKnown, words, once, large }) => {
  const rarity = rarityOf({ peak: 2, peaks, daysKnown })
  expect(rarity.words).toMatch(words)
  expect(rarity.as_large).toBe(large)
  expect(rarity.once_in_days).toEqual(once === null ? null : expect.closeTo(once, 9))
})
