import { z } from 'zod'
import { instant, pageQuery, words } from '@/lib/http/contract'
import { identityProviders, passwordBounds, roles } from './access-words'

export const personName = words(200)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'expected a name of up to 200 characters'))
export const emailAddress = words(320)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email('expected an e-mail address such as you@example.com'))
/** Its strength is judged beside: what a list of leaked ones knows is refused. */
export const newPassword = z
  .string()
  .min(passwordBounds.least, `expected at least ${passwordBounds.least} characters`)
  .max(passwordBounds.most, `expected at most ${passwordBounds.most} characters`)

export const person = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  enabled: z.boolean(),
  has_password: z.boolean(),
  providers: z.array(z.enum(identityProviders)),
  sessions: z.number().int(),
  seen_at: instant.nullable(),
  created_at: instant,
  /** Set up by the configuration, which also says the password. */
  configured: z.boolean(),
})
export type Person = z.infer<typeof person>
export const personList = z.object({
  people: z.array(person),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type PersonList = z.infer<typeof personList>
export const personParams = z.object({ id: z.uuid() })
export const personListQuery = pageQuery

/** What is left out stays. A person who is not `enabled` is signed out at once and cannot sign in. */
export const personPatch = z
  .strictObject({ name: personName.optional(), role: z.enum(roles).optional(), enabled: z.boolean().optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'expected one or more of name, role, enabled')
export type PersonPatch = z.output<typeof personPatch>
export const personRemoved = z.object({ id: z.uuid(), deleted: z.literal(true) })

export const linkKinds = ['invitation', 'reset'] as const
/** A link that lets one person in: to join with a role, or to choose a new password. Who made it sees its address once. */
export const invitation = z.object({
  id: z.uuid(),
  kind: z.enum(linkKinds),
  email: z.string(),
  role: z.enum(roles),
  created_by: z.string(),
  created_at: instant,
  expires_at: instant,
})
export type Invitation = z.infer<typeof invitation>
export const invitationList = z.object({
  invitations: z.array(invitation),
  count: z.number().int(),
  next_cursor: z.null(),
})
export type InvitationList = z.infer<typeof invitationList>
export const invitationBody = z.strictObject({ email: emailAddress, role: z.enum(roles).default('viewer') })
export type InvitationBody = z.output<typeof invitationBody>
/** `url` is shown this once; its host is that of `server.public_url`, or of the request. */
export const invitationMade = invitation.extend({ url: z.string() })
export type InvitationMade = z.infer<typeof invitationMade>
export const invitationRemoved = z.object({ id: z.uuid(), revoked: z.literal(true) })

export const linkParams = z.object({ token: z.string().min(1).max(200) })
/** What the page of a link shows of it. */
export const openedLink = invitation.pick({ kind: true, email: true, role: true, expires_at: true })
export type OpenedLink = z.infer<typeof openedLink>
/** `name` is for an invitation. */
export const linkBody = z.strictObject({ name: personName.optional(), password: newPassword })
export type LinkBody = z.output<typeof linkBody>

/** `code` is what the log of the server said at its start. */
export const setupBody = z.strictObject({
  code: words(100),
  email: emailAddress,
  name: personName,
  password: newPassword,
})
export type SetupBody = z.output<typeof setupBody>
/** Who can sign in now. */
export const joined = z.object({ email: z.string() })
export type Joined = z.infer<typeof joined>

export const accountPatch = z.strictObject({ name: personName })
export type AccountPatch = z.output<typeof accountPatch>
export const passwordBody = z.strictObject({ current: z.string().max(1000), password: newPassword })
export type PasswordBody = z.output<typeof passwordBody>
export const passwordChanged = z.object({ ended: z.number().int() })
