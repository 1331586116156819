import { expect, test } from 'vitest'
import { markdownTree } from '@/components/widgets/markdown-tree'
import { outlineOf, slugOf } from '@/lib/docs/outline'

test.each([
  ['From event to samples', 'from-event-to-samples'],
  ['`datawatch.yaml`: every key', 'datawatchyaml-every-key'],
  ['What is not covered (and why)', 'what-is-not-covered-and-why'],
  ['Überblick', 'überblick'],
])('%s', (text, slug) => expect(slugOf(text)).toBe(slug))

test('headings that are alike have anchors of their own, and code has none', () => {
  const tree = markdownTree('# A\n\n## Setup\n\n```sh\n# not one\n```\n\n## Setup\n\n### `x` and *y*')
  expect(outlineOf(tree)).toEqual([
    { level: 1, text: 'A', anchor: 'a' },
    { level: 2, text: 'Setup', anchor: 'setup' },
    { level: 2, text: 'Setup', anchor: 'setup-1' },
    { level: 3, text: 'x and y', anchor: 'x-and-y' },
  ])
})
