import { expect, test } from 'vitest'
import { retentionsOf } from '@/lib/storage/retention'

const day = 86_400_000

test.each([
  ['by itself: minutes as raw events, hours four times, days five years', { retention: 30 }, {}, [30, 30, 120, 1825]],
  ['a long one carries the coarser along', { retention: 1000 }, {}, [1000, 1000, 4000, 4000]],
  ['each can be set', { retention: 7 }, { minutes: 14, hours: 30, days: 60 }, [7, 14, 30, 60]],
  ['what is not set is no shorter than what is finer', { retention: 7 }, { minutes: 400 }, [7, 400, 400, 1825]],
])('%s', (_name, { retention }, set, [events, minutes, hours, days]) => {
  const rollup_retention = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value * day]))
  expect(retentionsOf({ retention: retention * day, rollup_retention })).toEqual({
    events: events! * day,
    dead_letters: events! * day,
    row_versions: events! * day,
    rollups_1m: minutes! * day,
    rollups_1h: hours! * day,
    rollups_1d: days! * day,
    sketches_1m: minutes! * day,
    sketches_1h: hours! * day,
    sketches_1d: days! * day,
  })
})
