import { describe, expect, test } from 'vitest'
import { formatJudgedCsv, parseSeriesCsv, parseTime } from '@/lib/anomalies/detector/series-csv'

const noon = Date.UTC(2026, 2, 1, 12)

test.each([
  ['2026-03-01T12:00:00Z', noon],
  ['2026-03-01 12:00:00', noon],
  ['2026-03-01 12:00:00.250000', noon + 250],
  ['2026-03-01T14:00:00+02:00', noon],
  ['2026-03-01T14:00+0200', noon],
  ['2026-03-01', noon - 12 * 3_600_000],
  [String(noon / 1000), noon],
  [String(noon), noon],
])('the time %s', (text, ms) => {
  expect(parseTime(text)).toBe(ms)
})

test.each(['', 'noon', '2026', '2026-13-01', '2026-03-01T25:00:00Z', '12'])('no time: %j', (text) => {
  expect(parseTime(text)).toBeNaN()
})

describe('a file', () => {
  test('is read by the names of its columns, unknown values included', () => {
    const rows = parseSeriesCsv(
      '\uFEFFvalue,note,"timestamp"\r\n1.5,a,2026-03-01\r\n,b,2026-03-02\r\nNaN,c,2026-03-03\r\ninf,d,2026-03-04\r\n',
    )
    expect(rows.stamps).toEqual(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'])
    expect([...rows.values]).toEqual([1.5, Number.NaN, Number.NaN, Number.NaN])
  })

  test('without anything has no rows', () => {
    expect(parseSeriesCsv('').stamps).toEqual([])
  })

  test.each([
    ['no header', '2026-03-01,5\n', 'line 1: expected a header with timestamp and value, not "2026-03-01,5"'],
    ['no time', 'timestamp,value\nsoon,5\n', 'line 2: expected a timestamp such as 2026-03-01T12:00:00Z, not "soon"'],
    ['no number', 'timestamp,value\n\n2026-03-01,five\n', 'line 3: expected a number or nothing as value, not "five"'],
  ])('is refused: %s', (_name, text, message) => {
    expect(() => parseSeriesCsv(text)).toThrow(message)
  })

  test('is written row for row, as it stood', () => {
    const rows = parseSeriesCsv('timestamp,value\n2026-03-02,7.10\n2026-03-01,\n')
    const known = {
      score: 0.5,
      alertScore: 0.5,
      isAnomaly: true,
      band: { value: 3, min: 1, max: Number.POSITIVE_INFINITY },
    }
    const unknown = { score: 0, alertScore: 0, isAnomaly: false, band: { value: null, min: null, max: null } }
    expect(formatJudgedCsv(rows, [known, unknown]).split('\n')).toEqual([
      'timestamp,value,score,alert_score,is_anomaly,expected,min,max',
      '2026-03-02,7.10,0.500000,0.500000,1,3,1,',
      '2026-03-01,,0.000000,0.000000,0,,,',
      '',
    ])
  })
})
