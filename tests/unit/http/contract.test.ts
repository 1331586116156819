import { describe, expect, test } from 'vitest'
import { instantParam } from '@/lib/http/contract'

describe('a time that a caller asks for', () => {
  test.each<[string, unknown, string]>([
    ['RFC 3339', '2024-01-15T10:30:00Z', '2024-01-15T10:30:00.000Z'],
    ['an offset', '2024-01-15T10:30:00+02:00', '2024-01-15T08:30:00.000Z'],
    ['an offset whose plus the address turned into a space', '2024-01-15T10:30:00 02:00', '2024-01-15T08:30:00.000Z'],
    ['the same after a fraction', '2024-01-15T10:30:00.5 0200', '2024-01-15T08:30:00.500Z'],
    ['seconds', '1705314600', '2024-01-15T10:30:00.000Z'],
    ['seconds with a fraction', '1705314600.5', '2024-01-15T10:30:00.500Z'],
    ['milliseconds', '1705314600250', '2024-01-15T10:30:00.250Z'],
    ['a number of a JSON body', 1_705_314_600, '2024-01-15T10:30:00.000Z'],
    ['the start', '0', '1970-01-01T00:00:00.000Z'],
  ])('%s', (_name, given, expected) => expect(instantParam.parse(given)).toBe(expected))

  test.each([
    ['now'],
    [''],
    ['2024-01-15'],
    ['2024-02-30T00:00:00Z'],
    ['2024-01-15 10:30'],
    ['1705314600250000'],
    [1e300],
    [null],
  ])('%j is none', (given) => expect(instantParam.safeParse(given).success).toBe(false))
})
