import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Markdown } from '@/components/widgets/markdown'
import { safeAddress } from '@/components/widgets/markdown-tree'

const draw = (text: string) =>
  renderToStaticMarkup(createElement(Markdown, { text })).replace(/^<div[^>]*>|<\/div>$/g, '')

const link = (href: string) => `<a href="${href}" rel="noopener noreferrer nofollow" target="_blank">x</a>`

test.each([
  ['emphasis', '**a** _b_ ~~c~~ `d`', '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>'],
  ['a heading, below those of the board', '# a', '<h3 class="font-semibold text-lg">a</h3>'],
  ['HTML as text', '<b onclick="f()">a</b>', '<p>&lt;b onclick=&quot;f()&quot;&gt;a&lt;/b&gt;</p>'],
  ['a script as text', '<script>f()</script>', '&lt;script&gt;f()&lt;/script&gt;'],
  ['no pictures', 'a ![b](https://c.d/e.png)', '<p>a </p>'],
  ['a link', '[x](https://a.b)', `<p>${link('https://a.b')}</p>`],
  ['a link that would run something, without its address', '[x](javascript:f())', `<p>${link('')}</p>`],
  [
    'a table',
    '| a |\n|--:|\n| 1 |',
    '<table><thead><tr><th style="text-align:right">a</th></tr></thead><tbody><tr><td style="text-align:right">1</td></tr></tbody></table>',
  ],
])('%s', (_name, text, drawn) => {
  expect(draw(text)).toBe(drawn)
})

test('a list of tasks says what is done', () => {
  const drawn = draw('- [x] a\n- [ ] b')
  expect(drawn).toContain('aria-label="Done"')
  expect(drawn).toContain('aria-label="To do"')
})

test.each([
  ['https://a.b', true],
  ['mailto:a@b.c', true],
  ['/explore?a:b', true],
  ['#a:b', true],
  ['JaVaScript:f()', false],
  [' javascript:f()', false],
  ['data:text/html,a', false],
  ['vbscript:a', false],
])('the address %s is kept: %s', (address, isKept) => {
  expect(safeAddress(address)).toBe(isKept ? address : '')
})
