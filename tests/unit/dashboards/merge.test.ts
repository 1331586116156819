import { describe, expect, it } from 'vitest'
import type { Widget } from '@/lib/dashboards/contract'
import type { Draft } from '@/lib/dashboards/draft'
import { type Choice, canKeepBoth, decide, mergeDrafts } from '@/lib/dashboards/merge'
import { overlap } from '@/lib/dashboards/place'

const widget = (id: string, over: Partial<Widget> = {}): Widget => ({
  id,
  type: 'counter',
  title: id,
  metric: null,
  config: {},
  position: { x: 'abcd'.indexOf(id) * 3, y: 0, width: 3, height: 2 },
  ...over,
})
const draft = (widgets: Widget[], over: Partial<Draft> = {}): Draft => ({
  name: 'Shop',
  description: '',
  widgets,
  ...over,
})
const [a, b, c, d] = [widget('a'), widget('b'), widget('c'), widget('d')]
const titled = (one: Widget, title: string) => ({ ...one, title })
const at = (one: Widget, x: number) => ({ ...one, position: { ...one.position, x } })
const base = draft([a, b])

const seen = ({ name, widgets }: Draft) =>
  `${name}: ${widgets
    .map(({ title }) => title)
    .sort()
    .join(' ')}`

describe('two drafts of one board', () => {
  it.each<[string, Draft, Draft, string, string[]]>([
    ['nobody changed anything', base, base, 'Shop: a b', []],
    ['each changed another widget', draft([titled(a, 'A'), b]), draft([a, titled(b, 'B')]), 'Shop: A B', []],
    ['each added one', draft([a, b, c]), draft([a, b, d]), 'Shop: a b c d', []],
    ['both made the same of it', draft([titled(a, 'A'), b]), draft([titled(a, 'A'), b]), 'Shop: A b', []],
    ['I removed one they left alone', draft([b]), draft([a, titled(b, 'B')]), 'Shop: B', []],
    ['they removed one I left alone', draft([titled(a, 'A'), b]), draft([a]), 'Shop: A', []],
    ['both removed it', draft([b]), draft([b]), 'Shop: b', []],
    ['I removed what they only moved', draft([b]), draft([at(a, 9), b]), 'Shop: b', []],
    ['they renamed the board', draft([titled(a, 'A'), b]), draft([a, b], { name: 'Store' }), 'Store: A b', []],
    ['both changed the same widget', draft([titled(a, 'A'), b]), draft([titled(a, 'Ä'), b]), 'Shop: A b', ['a']],
    ['I changed what they removed', draft([titled(a, 'A'), b]), draft([b]), 'Shop: A b', ['a']],
    ['I removed what they changed', draft([b]), draft([titled(a, 'Ä'), b]), 'Shop: b', ['a']],
    [
      'both renamed the board',
      draft([a, b], { name: 'Mine' }),
      draft([a, b], { name: 'Theirs' }),
      'Mine: a b',
      ['name'],
    ],
  ])('%s', (_name, mine, theirs, result, conflicts) => {
    const merge = mergeDrafts(base, mine, theirs)
    expect([seen(merge.draft), merge.conflicts.map(({ id }) => id)]).toEqual([result, conflicts])
  })
  it('keeps what they changed where I only moved it, and where I put it', () => {
    const { draft: merged, conflicts } = mergeDrafts(base, draft([at(a, 9), b]), draft([titled(a, 'Ä'), b]))
    expect(conflicts).toEqual([])
    expect(merged.widgets.find(({ id }) => id === 'a')).toMatchObject({ title: 'Ä', position: { x: 9 } })
  })
  it('leaves no widget upon another', () => {
    const { draft: merged } = mergeDrafts(base, draft([a, b, at(c, 6)]), draft([a, b, at(d, 6)]))
    const places = merged.widgets.map(({ position }) => position)
    expect(places.filter((one, i) => places.some((other, j) => j > i && overlap(one, other)))).toEqual([])
  })

  const both = mergeDrafts(base, draft([titled(a, 'mine'), b]), draft([titled(a, 'theirs'), b]))
  it.each<[Choice, string]>([
    ['mine', 'Shop: b mine'],
    ['theirs', 'Shop: b theirs'],
    ['both', 'Shop: b mine theirs'],
  ])('a conflict is settled as %s', (choice, result) => {
    const decided = decide(both, { a: choice }, () => 'new')
    expect(seen(decided)).toBe(result)
    const kept = choice === 'both' ? 'theirs' : choice
    expect(decided.widgets.find(({ id }) => id === 'a')?.title).toBe(kept)
  })
  it('what one side removed comes back where theirs is chosen, and cannot be kept twice', () => {
    const merge = mergeDrafts(base, draft([b]), draft([titled(a, 'Ä'), b]))
    expect(merge.conflicts.map(canKeepBoth)).toEqual([false])
    expect(seen(decide(merge, { a: 'theirs' }, () => 'new'))).toBe('Shop: b Ä')
    expect(seen(decide(merge, {}, () => 'new'))).toBe('Shop: b')
  })
  it('a name is mine or theirs', () => {
    const merge = mergeDrafts(base, draft([a, b], { name: 'Mine' }), draft([a, b], { name: 'Theirs' }))
    expect(decide(merge, { name: 'theirs' }, () => 'new').name).toBe('Theirs')
  })
})
