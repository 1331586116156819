import { describe, expect, test } from 'vitest'
import { groupIncidents, layRows } from '@/components/anomalies/incidents'
import {
  type InboxAction,
  type InboxState,
  isAllSelected,
  nothingSelected,
  reduceInbox,
  selectionOf,
  subjectsOf,
} from '@/components/inbox/inbox-state'

const one = (id: string, related = '', score = 0.5, incident?: string | null) => ({
  id,
  related: [...related],
  score,
  ...(incident === undefined ? {} : { incident_id: incident }),
})

describe('groupIncidents', () => {
  test.each([
    { name: 'nothing in common', anomalies: [one('a'), one('b')], groups: ['a', 'b'] },
    { name: 'one knows of the other', anomalies: [one('a'), one('b'), one('c', 'a')], groups: ['ac', 'b'] },
    { name: 'by way of a third', anomalies: [one('a', 'b'), one('c', 'b'), one('b')], groups: ['acb'] },
    { name: 'a third that is not shown joins nothing', anomalies: [one('a', 'z'), one('b', 'z')], groups: ['a', 'b'] },
    { name: 'the most surprising leads', anomalies: [one('a', 'b', 0.4), one('b', '', 0.9)], groups: ['ba'] },
    {
      name: 'an incident counts more than what is related',
      anomalies: [one('a', 'b', 0.5, 'x'), one('b', 'a', 0.5, 'y'), one('c', '', 0.5, 'x'), one('d', 'a', 0.5, null)],
      groups: ['ac', 'b', 'd'],
    },
  ])('$name', ({ anomalies, groups }) => {
    const found = groupIncidents(anomalies).map((group) => group.anomalies.map(({ id }) => id).join(''))
    expect(found).toEqual(groups)
  })

  test('a folded incident is one line for all, an unfolded one has a line for each', () => {
    const incidents = groupIncidents([one('a', 'b', 0.9), one('b'), one('c')])
    const told = (unfolded: string[]) =>
      layRows(incidents, new Set(unfolded)).map(({ id, ids, part }) => `${id}:${ids.join('')}:${part}`)
    expect(told([])).toEqual(['a:ab:folded', 'c:c:alone'])
    expect(told(['b'])).toEqual(['a:a:unfolded', 'b:b:member', 'c:c:alone'])
  })
})

const lines = [{ id: 'a', ids: ['a', 'a2'] }, ...['b', 'c', 'd', 'e'].map((id) => ({ id, ids: [id] }))]
const after = (actions: InboxAction[], from: InboxState = nothingSelected, shown = lines) =>
  actions.reduce((state, action) => reduceInbox(shown, state, action), from)
const brief = ({ current, selected }: InboxState) => `${current} ${[...selected].sort().join('')}`
const at = (current: string | null, selected = '', anchor: string | null = null): InboxState => ({
  current,
  anchor,
  selected: new Set(selected),
})

describe('the selection', () => {
  test.each<{ name: string; from?: InboxState; actions: InboxAction[]; becomes: string }>([
    { name: 'the first move is to the first line', actions: [{ do: 'move', by: 1 }], becomes: 'a ' },
    { name: 'or from below to the last', actions: [{ do: 'move', by: -1 }], becomes: 'e ' },
    { name: 'moves stop at the end', from: at('d'), actions: [{ do: 'move', by: 9 }], becomes: 'e ' },
    { name: 'a folded line selects all it stands for', from: at('a'), actions: [{ do: 'toggle' }], becomes: 'a aa2' },
    { name: 'and lets go of them', from: at('a'), actions: [{ do: 'toggle' }, { do: 'toggle' }], becomes: 'a ' },
    {
      name: 'a click is where the keys go on',
      actions: [
        { do: 'toggle', id: 'd' },
        { do: 'move', by: -1 },
      ],
      becomes: 'c d',
    },
    {
      name: 'a range goes from the anchor to the line clicked',
      actions: [
        { do: 'toggle', id: 'b' },
        { do: 'extend', id: 'd' },
      ],
      becomes: 'd bcd',
    },
    {
      name: 'and up as well, from the same anchor',
      from: at('d', 'd', 'd'),
      actions: [
        { do: 'extend', id: 'e' },
        { do: 'extend', id: 'b' },
      ],
      becomes: 'b bcde',
    },
    {
      name: 'a range by steps begins where one is',
      from: at('b'),
      actions: [{ do: 'extend', by: 1 }],
      becomes: 'c bc',
    },
    { name: 'no range where nothing is', actions: [{ do: 'extend', id: 'gone' }], becomes: 'null ' },
    { name: 'all, and none again', actions: [{ do: 'toggleAll' }, { do: 'toggleAll' }], becomes: 'null ' },
    { name: 'clearing keeps the place', from: at('c', 'cd'), actions: [{ do: 'clear' }], becomes: 'c ' },
  ])('$name', ({ from, actions, becomes }) => expect(brief(after(actions, from))).toBe(becomes))

  test.each([
    { name: 'what comes on top moves nothing', shown: 'zabcde', state: at('c', 'bc'), becomes: 'c bc' },
    { name: 'what is gone is let go of, and the next is current', shown: 'abde', state: at('c', 'bc'), becomes: 'd b' },
    { name: 'or the last before it', shown: 'ab', state: at('d', 'd'), becomes: 'b ' },
    { name: 'or none', shown: '', state: at('d', 'd'), becomes: 'null ' },
  ])('keep: $name', ({ shown, state, becomes }) => {
    const now = [...shown].map((id) => ({ id, ids: [id] }))
    expect(brief(reduceInbox(now, state, { do: 'keep', before: lines }))).toBe(becomes)
  })

  test('a line of several is selected in part, and all counts hidden ones', () => {
    const half = { ...nothingSelected, selected: new Set(['a2']) }
    expect([selectionOf(lines[0]!, half), selectionOf(lines[1]!, half)]).toEqual(['mixed', false])
    expect(isAllSelected(lines, after([{ do: 'toggleAll' }]))).toBe(true)
    expect(isAllSelected([], nothingSelected)).toBe(false)
  })

  test('an action is about what is selected, else about the current line', () => {
    expect(subjectsOf(lines, at('a'))).toEqual(['a', 'a2'])
    expect(subjectsOf(lines, at('a', 'db'))).toEqual(['b', 'd'])
    expect(subjectsOf(lines, nothingSelected)).toEqual([])
  })
})
