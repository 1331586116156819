import { LosslessNumber } from 'lossless-json'
import { expect, test } from 'vitest'
import { toRfc3339 } from '@/lib/events/envelopes/moment'

test.each<[string, unknown, unknown]>([
  ['seconds', 1_772_600_767, '2026-03-04T05:06:07.000Z'],
  ['seconds with a fraction', 1_772_600_767.25, '2026-03-04T05:06:07.250Z'],
  ['milliseconds', 1_772_600_767_250, '2026-03-04T05:06:07.250Z'],
  ['microseconds', 1_772_600_767_250_999, '2026-03-04T05:06:07.250Z'],
  ['nanoseconds that a double cannot hold', new LosslessNumber('1772600767250999999'), '2026-03-04T05:06:07.250Z'],
  ['a hybrid logical clock', '1772600767250999999.0000000007', '2026-03-04T05:06:07.250Z'],
  ['a count as a text', '1772600767250', '2026-03-04T05:06:07.250Z'],
  ["PostgreSQL's text", '2026-03-04 05:06:07.25+00', '2026-03-04T05:06:07.250Z'],
  ["Go's text", '2026-03-04 06:06:07.25 +0100 CET', '2026-03-04T05:06:07.250Z'],
  ["MySQL's text", '2026-03-04 05:06:07', '2026-03-04T05:06:07.000Z'],
  ['a year, which is no time', '2026', '2026'],
  ['words', 'now', 'now'],
  ['a number beyond all calendars', 1e300, 1e300],
  ['a list', [1], [1]],
  ['nothing', null, null],
])('%s', (_name, value, expected) => expect(toRfc3339(value)).toEqual(expected))
