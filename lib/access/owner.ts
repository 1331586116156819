import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Credentials } from './contract'

export type Owner = Credentials | null

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares two texts in a time that tells nothing of either. */
export const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))

const plain = (email: string) => email.trim().toLowerCase()

/** The owner the configuration names, if any. */
export function ownerOf(access: { owner_email?: string; owner_password?: string }): Owner {
  const { owner_email: email, owner_password: password } = access
  return email && password ? { email, password } : null
}

/** Whether these are the owner's credentials; takes as long for an address that nobody has. */
export function isOwner(owner: Owner, given: Credentials): boolean {
  const known = isSame(plain(owner?.email ?? ''), plain(given.email))
  const right = isSame(owner?.password ?? '', given.password)
  return owner !== null && known && right
}

/** What a session was opened with: another address or password gives another version, and ends it. */
export function sessionVersion({ email, password }: Credentials, secret: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['session', plain(email), password]))
    .digest('base64url')
}
