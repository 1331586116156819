import { createHash, randomBytes } from 'node:crypto'

const form = /^dwi_[A-Za-z0-9_-]{43}$/

/** A new token of a link by which someone joins: 256 random bits. */
export const makeLinkToken = () => `dwi_${randomBytes(32).toString('base64url')}`

/** What is kept of a token; null for a text that can be none. */
export const hashLinkToken = (token: string): string | null =>
  form.test(token) ? createHash('sha256').update(token).digest('hex') : null
