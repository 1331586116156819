import { expect, test } from 'vitest'
import { findWords } from '@/lib/docs/find-words'

const documents = [
  {
    page: 'a',
    title: 'Alerts',
    text: '# Alerts\n\nHow to hear.\n\n## Channels\n\nSlack and mail.\n\n```\n# slack token\n```',
  },
  { page: 'b', title: 'Access', text: '# Access\n\nWho may look at alerts, and how Slack is asked.' },
]

test('all words must be there; those in a heading come first', () => {
  expect(findWords(documents, 'slack  ALERTS', 10).map(({ page, heading }) => [page, heading])).toEqual([
    ['a', 'Channels'],
    ['b', 'Access'],
  ])
  expect(findWords(documents, 'slack zebra', 10)).toEqual([])
  expect(findWords(documents, '  ', 10)).toEqual([])
})

test('says what stands around the first of them, and finds no heading in code', () => {
  const [found] = findWords(documents, 'token', 10)
  expect(found).toEqual({
    page: 'a',
    title: 'Alerts',
    heading: 'Channels',
    excerpt: expect.stringContaining('slack token'),
  })
})
