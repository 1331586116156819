/** From the one who may least to the one who may everything; each may what those before may. */
export const roles = ['viewer', 'editor', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

/** What an API key is for. */
export const scopes = ['ingest', 'read', 'write', 'admin', 'cron'] as const
export type Scope = (typeof scopes)[number]

export const actorKinds = ['user', 'key', 'system', 'local', 'anonymous'] as const
export type ActorKind = (typeof actorKinds)[number]
export const viewerKinds = ['user', 'key', 'local'] as const
export const passwordKinds = ['own', 'configured', 'none'] as const

/** What a person may sign in with beside a password. */
export const identityProviders = ['github', 'google', 'oidc'] as const
export type IdentityProvider = (typeof identityProviders)[number]

export const passwordBounds = { least: 12, most: 256 } as const
