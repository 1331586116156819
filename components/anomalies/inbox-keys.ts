export type InboxCommand =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'select'
  | 'extend'
  | 'extend-next'
  | 'extend-previous'
  | 'all'
  | 'acknowledge'
  | 'resolve'
  | 'undo'
  | 'open'
  | 'unfold'
  | 'fold'
  | 'search'
  | 'help'
  | 'clear'

export type Press = {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Whether a line of the list has the focus; what a control or a field has, keeps its own keys. */
  where: 'line' | 'control' | 'field' | 'page'
  /** Whether keys without a modifier act on the page, which not everybody wants. */
  single: boolean
}

const anywhere: Record<string, InboxCommand> = {
  j: 'next',
  k: 'previous',
  x: 'select',
  X: 'extend',
  J: 'extend-next',
  K: 'extend-previous',
  a: 'acknowledge',
  r: 'resolve',
  u: 'undo',
  '/': 'search',
  '?': 'help',
}
const onLine: Record<string, InboxCommand> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  ArrowRight: 'unfold',
  ArrowLeft: 'fold',
  Home: 'first',
  End: 'last',
  ' ': 'select',
  Enter: 'open',
}
const onLineWithShift: Record<string, InboxCommand> = {
  ArrowDown: 'extend-next',
  ArrowUp: 'extend-previous',
  ' ': 'extend',
}

/** What a key means to the inbox; null where it is none of its own. */
export function commandOf(press: Press): InboxCommand | null {
  const { key, shiftKey, where } = press
  const lower = key.toLowerCase()
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) return where === 'line' && lower === 'a' ? 'all' : null
  if (where === 'field') return null
  if (key === 'Escape') return 'clear'
  if (where === 'line') {
    const own = (shiftKey ? onLineWithShift : onLine)[key]
    if (own) return own
  }
  if (!press.single) return null
  const name = /^[a-z]$/i.test(key) ? (shiftKey ? key.toUpperCase() : lower) : key
  return Object.hasOwn(anywhere, name) ? anywhere[name]! : null
}

/** The keys as they are told to people. */
export const keyWords: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['j', '↓'], does: 'Next line' },
  { keys: ['k', '↑'], does: 'Line before' },
  { keys: ['x', 'Space'], does: 'Select the line' },
  { keys: ['Shift + x'], does: 'Select up to the line' },
  { keys: ['Shift + j', 'Shift + k'], does: 'Select on to the next, or the one before' },
  { keys: ['Ctrl + a'], does: 'Select all that are shown' },
  { keys: ['→', '←'], does: 'Show the anomalies of an incident, or fold them' },
  { keys: ['Enter'], does: 'Open' },
  { keys: ['a'], does: 'Acknowledge' },
  { keys: ['r'], does: 'Resolve' },
  { keys: ['u'], does: 'Undo' },
  { keys: ['/'], does: 'Search' },
  { keys: ['Esc'], does: 'Clear the selection' },
  { keys: ['?'], does: 'Show these keys' },
]
