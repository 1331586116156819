import { describe, expect, test } from 'vitest'
import type { ColumnRole } from '@/lib/metrics/contract'
import { countsCategories, maxCategories } from '@/lib/metrics/discover'
import { judgeColumn, noCounts, observe } from '@/lib/metrics/observe'
import { shapes } from '@/lib/metrics/shape'

/** The roles that a column takes as its values come in groups, each kept as the writer keeps it. */
function rolesOver(name: string, values: unknown[], size: number): ColumnRole[] {
  const known = { role: 'pending' as ColumnRole, counts: noCounts(), overflow: 0, labels: new Set<string>() }
  const roles: ColumnRole[] = []
  for (let from = 0; from < values.length; from += size) {
    const group = values.slice(from, from + size)
    const seen = observe(group.map((value) => ({ [name]: value }))).get(name)!
    known.role = judgeColumn(name, from === 0 ? undefined : known, seen)
    for (const shape of shapes) known.counts[shape] += seen.counts[shape]
    if (countsCategories(known.role)) {
      for (const value of group as string[]) {
        if (known.labels.size < maxCategories) known.labels.add(value)
        else if (!known.labels.has(value)) known.overflow += 1
      }
    }
    if (roles.at(-1) !== known.role) roles.push(known.role)
  }
  return roles
}

const unique = Array.from({ length: 3000 }, (_, i) => `user ${i}`)
const few = Array.from({ length: 3000 }, (_, i) => `city ${(i * 7) % 30}`)
const long = 'x'.repeat(65)

describe('the roles that a column takes', () => {
  test.each([1, 10, 100, 500, 2000])('words that never repeat are text for good, in groups of %i', (size) =>
    expect(rolesOver('callsign', unique, size).slice(-1)).toEqual(['text']),
  )
  test.each([1, 10, 100, 500, 2000])('and change at most once on the way, in groups of %i', (size) =>
    expect(rolesOver('callsign', unique, size).length).toBeLessThanOrEqual(2),
  )
  test.each([1, 10, 100, 2000])('thirty words end as categories, in groups of %i', (size) =>
    expect(rolesOver('city', few, size).at(-1)).toBe('categorical'),
  )
  test('a word that was known before is not a new one', () => {
    const fifteen = Array.from({ length: 100 }, (_, i) => `depot ${i % 15}`)
    expect(rolesOver('depot', fifteen, 50)).toEqual(['pending', 'categorical'])
  })
  test('categories that turn out to be endless become text', () =>
    expect(rolesOver('callsign', [...few.slice(0, 200), ...unique], 200)).toEqual(['categorical', 'text']))
  test('a state whose first value is too long is none the worse for it', () =>
    expect(rolesOver('reason', [long, 'late', 'late', 'lost'], 1)).toEqual(['text', 'categorical']))
  test('a column that is null at first', () =>
    expect(rolesOver('amount', [null, null, 5, '6'], 1)).toEqual(['pending', 'numeric']))
})

describe('observe', () => {
  const columns = observe([
    { id: 1, status: 'paid', note: null },
    { id: '2', status: 'open', more: { a: 1 } },
    { id: 3, status: 'paid' },
  ])

  test('counts the shapes of each column where it occurs', () => {
    expect([...columns.keys()]).toEqual(['id', 'status', 'note', 'more'])
    expect(columns.get('id')?.counts).toEqual({ ...noCounts(), flags: 1, numbers: 2 })
    expect(columns.get('note')?.counts).toEqual({ ...noCounts(), nulls: 1 })
    expect(columns.get('more')?.counts).toEqual({ ...noCounts(), objects: 1 })
  })
  test('tells the words apart', () => expect(columns.get('status')?.words).toEqual(new Set(['paid', 'open'])))
})
