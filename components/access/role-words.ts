import type { Role } from '@/lib/access/access-words'

/** `may` goes on from "who may". */
export const roleWords: Record<Role, { article: 'a' | 'an'; name: string; may: string }> = {
  viewer: { article: 'a', name: 'Viewer', may: 'see everything and change nothing' },
  editor: { article: 'an', name: 'Editor', may: 'also change boards, rules and how alerts stand' },
  admin: { article: 'an', name: 'Admin', may: 'also manage people, API keys, channels and sources' },
  owner: { article: 'an', name: 'Owner', may: 'do everything, and make other owners' },
}
