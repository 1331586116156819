import { createHash, timingSafeEqual } from 'node:crypto'
import type { Credentials } from './contract'

export type Owner = Credentials | null

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares two texts in a time that tells nothing of either. */
export const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))

/** The owner the configuration names, if any. */
export function ownerOf(access: { owner_email?: string; owner_password?: string }): Owner {
  const { owner_email: email, owner_password: password } = access
  return email && password ? { email, password } : null
}
