import type { Scope } from '@/lib/access/access-words'
import { permissionNames, permissions } from '@/lib/access/permissions'

const list = (words: readonly string[]) =>
  words.length > 1 ? `${words.slice(0, -1).join('; ')}; and ${words.at(-1)}` : (words[0] ?? '')

/** What the holder of a key with this scope may do, by the table that the server goes by. */
export function scopeWords(scope: Scope): string {
  const may = permissionNames
    .filter((name) => name !== 'self' && (permissions[name].scopes as readonly Scope[]).includes(scope))
    .map((name) => permissions[name].says)
  const text = list(may)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
