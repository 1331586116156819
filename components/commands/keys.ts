/** What was pressed, on what, and after which other key a moment ago. */
export type Press = {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** `part` is what a group of commands calls its own; what a control or a field has, keeps its own keys. */
  where: 'part' | 'control' | 'field' | 'page'
  /** Whether keys without a modifier act on the page, which not everybody wants. */
  single: boolean
  before?: string
}

/**
 * Keys by name: `J`, `Shift+J`, `Mod+K` (Ctrl, or ⌘), `Escape`, `?`, and `G D` for one after the other. `onPart` act only where a part
 * has the focus; with `typing`, those with a modifier act in fields, too.
 */
export type Keyed = { keys?: readonly string[]; onPart?: readonly string[]; typing?: boolean }

const isLetter = (key: string) => /^\p{L}$/u.test(key)

/** The name of what was pressed; null where Alt has another meaning or a modifier stands alone. */
export function nameOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Omit<Press, 'where' | 'single' | 'before'>) {
  if (altKey || ['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'Dead', 'Process'].includes(key)) return null
  const plain = key === ' ' ? 'Space' : isLetter(key) ? key.toUpperCase() : key
  const shift = shiftKey && (isLetter(key) || plain.length > 1) ? 'Shift+' : ''
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${shift}${plain}`
}

const isSingle = (name: string) => [...name.replace('Shift+', '')].length === 1

/** Whether a command is meant by what was pressed. */
export function isMeant({ keys = [], onPart = [], typing = false }: Keyed, press: Press): boolean {
  const name = nameOf(press)
  if (name === null) return false
  if (press.where === 'part' && onPart.includes(name)) return true
  if (name.startsWith('Mod+')) return keys.includes(name) && (press.where !== 'field' || typing)
  if (press.where === 'field') return false
  if (isSingle(name) && !press.single) return false
  return keys.includes(press.before ? `${press.before} ${name}` : name)
}

/** Whether this is the first of two keys of some command. */
export const isFirst = ({ keys = [] }: Keyed, name: string) => keys.some((key) => key.startsWith(`${name} `))

const said: Record<string, string> = {
  ...{ ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' },
  ...{ Escape: 'Esc', Backspace: '⌫' },
}

/** A key as it is told to people. */
export function sayKey(name: string, isMac: boolean): string {
  const one = (key: string) =>
    key
      .split('+')
      .map(
        (part) => said[part] ?? (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : isLetter(part) ? part.toLowerCase() : part),
      )
      .join(' + ')
  return name.split(' ').map(one).join(' then ')
}
