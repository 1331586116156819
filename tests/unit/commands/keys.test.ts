import { describe, expect, test } from 'vitest'
import { isFirst, isMeant, type Keyed, nameOf, type Press, sayKey } from '@/components/commands/keys'

const press = (key: string, change: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  where: 'page',
  single: true,
  ...change,
})

describe('what a key is called', () => {
  test.each<{ name: string; press: Press; called: string | null }>([
    { name: 'a letter', press: press('j'), called: 'J' },
    { name: 'with caps lock', press: press('J'), called: 'J' },
    { name: 'with shift', press: press('J', { shiftKey: true }), called: 'Shift+J' },
    { name: '? is shift and another key somewhere', press: press('?', { shiftKey: true }), called: '?' },
    { name: '/ is shift and 7 somewhere', press: press('/', { shiftKey: true }), called: '/' },
    { name: 'an arrow with shift', press: press('ArrowUp', { shiftKey: true }), called: 'Shift+ArrowUp' },
    { name: 'a space', press: press(' '), called: 'Space' },
    { name: 'ctrl', press: press('k', { ctrlKey: true }), called: 'Mod+K' },
    { name: '⌘ with shift', press: press('Z', { metaKey: true, shiftKey: true }), called: 'Mod+Shift+Z' },
    { name: 'alt makes other characters', press: press('j', { altKey: true }), called: null },
    { name: 'a modifier alone', press: press('Shift', { shiftKey: true }), called: null },
  ])('$name', ({ press: pressed, called }) => expect(nameOf(pressed)).toBe(called))
})

describe('what is meant by a key', () => {
  const next: Keyed = { keys: ['J'], onPart: ['ArrowDown'] }
  const open: Keyed = { onPart: ['Enter'] }
  const all: Keyed = { onPart: ['Mod+A'] }
  const save: Keyed = { keys: ['Mod+S'], typing: true }
  const undo: Keyed = { keys: ['Mod+Z'] }
  const leave: Keyed = { keys: ['Escape'] }
  const boards: Keyed = { keys: ['G D'] }
  test.each<{ name: string; command: Keyed; press: Press; meant: boolean }>([
    { name: 'a letter', command: next, press: press('j'), meant: true },
    { name: 'another letter', command: next, press: press('k'), meant: false },
    { name: 'a field keeps its letters', command: next, press: press('j', { where: 'field' }), meant: false },
    { name: 'and its Escape', command: leave, press: press('Escape', { where: 'field' }), meant: false },
    { name: 'Escape elsewhere', command: leave, press: press('Escape'), meant: true },
    { name: 'a button keeps its Enter', command: open, press: press('Enter', { where: 'control' }), meant: false },
    { name: 'but not letters', command: next, press: press('j', { where: 'control' }), meant: true },
    { name: 'arrows scroll the page', command: next, press: press('ArrowDown'), meant: false },
    { name: 'arrows move among lines', command: next, press: press('ArrowDown', { where: 'part' }), meant: true },
    { name: 'ctrl and a on a line', command: all, press: press('a', { where: 'part', ctrlKey: true }), meant: true },
    { name: 'ctrl and a elsewhere is the browser’s', command: all, press: press('a', { ctrlKey: true }), meant: false },
    { name: 'ctrl and j is the browser’s', command: next, press: press('j', { ctrlKey: true }), meant: false },
    {
      name: 'a field keeps its undo',
      command: undo,
      press: press('z', { ctrlKey: true, where: 'field' }),
      meant: false,
    },
    { name: 'but is saved from', command: save, press: press('s', { metaKey: true, where: 'field' }), meant: true },
    { name: 'letters where they are switched off', command: next, press: press('j', { single: false }), meant: false },
    { name: 'Escape then still', command: leave, press: press('Escape', { single: false }), meant: true },
    {
      name: 'arrows on a line then still',
      command: next,
      press: press('ArrowDown', { single: false, where: 'part' }),
      meant: true,
    },
    { name: 'one after the other', command: boards, press: press('d', { before: 'G' }), meant: true },
    { name: 'the second alone', command: boards, press: press('d'), meant: false },
    { name: 'a letter after the first of two', command: next, press: press('j', { before: 'G' }), meant: false },
    {
      name: 'in a field, not even those',
      command: boards,
      press: press('d', { before: 'G', where: 'field' }),
      meant: false,
    },
  ])('$name', ({ command, press: pressed, meant }) => expect(isMeant(command, pressed)).toBe(meant))

  test('the first of two is known', () => {
    expect([isFirst(boards, 'G'), isFirst(boards, 'D'), isFirst(next, 'J')]).toEqual([true, false, false])
  })
})

describe('how a key is told', () => {
  test.each([
    ['J', false, 'j'],
    ['Shift+J', false, 'Shift + j'],
    ['Mod+Shift+Z', false, 'Ctrl + Shift + z'],
    ['Mod+K', true, '⌘ + k'],
    ['G D', false, 'g then d'],
    ['Escape', false, 'Esc'],
    ['Shift+ArrowDown', false, 'Shift + ↓'],
  ])('%s', (name, isMac, told) => expect(sayKey(name, isMac)).toBe(told))
})
