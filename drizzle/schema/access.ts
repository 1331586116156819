import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { actorKinds, identityProviders, roles, type Scope } from '../../lib/access/access-words'
import { linkKinds } from '../../lib/access/people-contract'
import { instant } from './instant'
import { newestFirst } from './newest-first'

export const users = pgTable('users', {
  id: uuid().primaryKey(),
  /** In lower case. */
  email: text().notNull().unique(),
  name: text().notNull(),
  role: text({ enum: roles }).notNull(),
  enabled: boolean().notNull().default(true),
  /** argon2id in the PHC string format; null where there is no password to sign in with. */
  passwordHash: text('password_hash'),
  /** Whom the configuration names: it says the password too. */
  configured: boolean().notNull().default(false),
  seenAt: instant('seen_at'),
  createdAt: instant('created_at').notNull(),
})

/** Who a person is to a provider that they sign in with. */
export const identities = pgTable(
  'identities',
  {
    provider: text({ enum: identityProviders }).notNull(),
    subject: text().notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.subject] }), index('identities_by_user').on(table.userId)],
)

/** Who is signed in where: a session that is not here is over, whatever its cookie says. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: text().notNull(),
    address: text().notNull(),
    userAgent: text('user_agent').notNull(),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('sessions_by_user').on(table.userId)],
)

/** Links by which people join or choose a new password; of the token only a hash is kept. */
export const accessLinks = pgTable(
  'access_links',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: linkKinds }).notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    email: text().notNull(),
    role: text({ enum: roles }).notNull(),
    /** Whose password it changes; null for an invitation. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    createdBy: text('created_by').notNull(),
    /** The person who made it: it does not outlive them. */
    makerId: uuid('maker_id').references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [uniqueIndex('access_links_open').on(table.kind, table.email).where(sql`used_at is null`)],
)

/** API keys; of the key only a hash is kept. */
export const apiKeys = pgTable('api_keys', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  hash: text().notNull().unique(),
  start: text().notNull(),
  scopes: text().array().$type<Scope[]>().notNull(),
  tables: text().array(),
  /** Requests a minute. */
  rateLimit: integer('rate_limit'),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at'),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
  replaces: uuid(),
  replacedBy: uuid('replaced_by'),
})

/** What people and programs did, never changed and never taken back: a trigger refuses both. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: uuid().primaryKey(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    actorId: text('actor_id'),
    actor: text().notNull(),
    action: text().notNull(),
    target: text(),
    targetName: text('target_name'),
    outcome: text({ enum: ['done', 'refused'] }).notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    address: text().notNull(),
    requestId: text('request_id'),
  },
  (table) => [
    index('audit_log_by_time').on(newestFirst(table.at), newestFirst(table.id)),
    index('audit_log_by_actor').on(table.actor, newestFirst(table.at)),
  ],
)

/** Attempts to sign in and the like, counted over all processes; what has ended is cleared. */
export const attempts = pgTable('attempts', {
  key: text().primaryKey(),
  points: integer().notNull(),
  expire: timestamp({ withTimezone: true, mode: 'date' }),
})
