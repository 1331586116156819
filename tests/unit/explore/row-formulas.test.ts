import { describe, expect, test } from 'vitest'
import { type ExploreQuery, readExplore, writeExplore } from '@/components/explore/explore-view'
import { askedRow, lettersIn, writtenError } from '@/components/explore/row-formulas'

const metric = (ref: string, text: string, more: Partial<ExploreQuery> = {}): ExploreQuery => ({
  ref,
  kind: 'metric',
  text,
  ...more,
})
const formula = (ref: string, text: string, more: Partial<ExploreQuery> = {}): ExploreQuery => ({
  ref,
  kind: 'formula',
  text,
  ...more,
})
const deletes = metric('a', 'orders_deletes_total')
const events = metric('b', 'orders_events_total')

test('letters of rows stand alone: not in quotes, selectors, groupings or words, and are no functions', () => {
  const text = 'A / $b + x{a="b"} - c(1) + ab by (a)'
  expect(lettersIn(text, [deletes, events]).map(({ from, to }) => text.slice(from, to))).toEqual(['A', '$b'])
})

describe('a formula over other rows', () => {
  const asked = (query: ExploreQuery, ...others: ExploreQuery[]) => askedRow(query, [...others, query])

  test.each<[string, ExploreQuery, ExploreQuery[], string]>([
    [
      'two metrics',
      formula('c', 'A / B * 100'),
      [deletes, events],
      '(orders_deletes_total) / (orders_events_total) * 100',
    ],
    [
      'a formula over others',
      formula('d', 'c + 1'),
      [deletes, events, formula('c', 'A - B')],
      '((orders_deletes_total) - (orders_events_total)) + 1',
    ],
    [
      'how a metric is read',
      formula('c', 'a'),
      [metric('a', 'm', { aggregation: 'avg', transform: 'rate' })],
      '(rate(avg(m)))',
    ],
    [
      'the filter of a row',
      formula('c', 'a'),
      [metric('a', 'm', { filter: 'status:paid|open,channel!:~"^w"' })],
      '(m){"status"="paid", "status"="open", "channel"!~"^w"}',
    ],
    ['no row', formula('c', 'z + orders_rows'), [deletes], 'z + orders_rows'],
  ])('%s', (_name, query, others, text) => expect(asked(query, ...others)).toMatchObject({ text }))

  test('is grouped as the rows are that it names, where it does not say', () => {
    const grouped = metric('a', 'orders_by_status', { groupBy: 'status' })
    expect(asked(formula('c', 'A / B'), grouped, events).groupBy).toBe('status')
    expect(asked(formula('c', 'A / B', { groupBy: 'schema' }), grouped, events).groupBy).toBe('schema')
    const other = metric('b', 'orders_by_channel', { groupBy: 'channel' })
    expect(asked(formula('c', 'A / B'), grouped, other)).toMatchObject({
      text: '((orders_by_status) by ("status")) / ((orders_by_channel) by ("channel"))',
    })
  })

  test.each<[string, ExploreQuery[], string]>([
    ['itself', [formula('c', 'C + 1')], 'C would come back to itself'],
    ['one that names it', [formula('c', 'D'), formula('d', 'C')], 'C would come back to itself'],
    ['an empty one', [formula('c', 'D'), formula('d', ' ')], 'D asks nothing yet'],
  ])('may not name %s', (_name, rows, problem) => expect(askedRow(rows[0]!, rows).problem).toBe(problem))

  test('is told what is wrong at the place where it was written', () => {
    const row = askedRow(formula('c', 'A / nothing'), [deletes, formula('c', 'A / nothing')])
    const at = row.text.indexOf('nothing') + 1
    expect(writtenError(`expr, line 1, column ${at}: there is no metric nothing`, row, 'A / nothing')).toBe(
      'expr, line 1, column 5: there is no metric nothing',
    )
    expect(writtenError('expr, line 1, column 2: there is no metric', row, 'A / nothing')).toBe(
      'expr, line 1, column 1: there is no metric',
    )
  })

  test('is in the address as it was written', () => {
    const view = { queries: [deletes, events, formula('c', 'A / B')], without: [] }
    const search = writeExplore(view)
    expect(search.get('c.expr')).toBe('A / B')
    expect(readExplore(search).queries).toEqual(view.queries)
  })
})
