import { expect, test } from 'vitest'
import { topGroups } from '@/lib/metrics/top'

const group = (status: string, value: number | null) => ({ labels: { status }, members: [status], value })
const shown = (groups: ReturnType<typeof topGroups<string>>) =>
  groups.map(({ labels, members }) => [labels.status, members.join('+')])

test.each<[string, ReturnType<typeof group>[], number, unknown[]]>([
  [
    'all fit',
    [group('b', 1), group('a', 2)],
    2,
    [
      ['a', 'a'],
      ['b', 'b'],
    ],
  ],
  [
    'the rest is one more',
    [group('a', 1), group('b', 3), group('c', 2)],
    1,
    [
      ['b', 'b'],
      ['__other__', 'c+a'],
    ],
  ],
  [
    'what is together already joins the rest',
    [group('__other__', 9), group('a', 1), group('b', 2)],
    1,
    [
      ['b', 'b'],
      ['__other__', 'a+__other__'],
    ],
  ],
  [
    'alike ones by their labels',
    [group('b', 1), group('a', 1)],
    2,
    [
      ['a', 'a'],
      ['b', 'b'],
    ],
  ],
  [
    'nothing comes last',
    [group('a', null), group('b', -1)],
    1,
    [
      ['b', 'b'],
      ['__other__', 'a'],
    ],
  ],
  ['no groups', [], 3, []],
])('%s', (_name, groups, most, expected) => expect(shown(topGroups(groups, most))).toEqual(expected))
