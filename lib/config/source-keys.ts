import { z } from 'zod'
import { longText } from './access-keys'
import { flag, list, text } from './fields'
import { filesSource } from './files-source'
import { natsSource } from './nats-source'
import { postgresUrl } from './server-keys'

export const signatureSchemes = ['standard_webhooks', 'savegress', 'any'] as const

const identifier = () => text('a name of 1 to 63 characters', (value) => value.length <= 63)
const slotName = () =>
  text('a name of 1 to 63 lower-case letters, digits and _', (value) => /^[a-z0-9_]{1,63}$/.test(value))

export const postgresSource = z
  .strictObject({
    name: identifier().describe('What it is called everywhere; each source has another.'),
    type: z.literal('postgres').describe('What it is.'),
    url: postgresUrl().describe('The database that is followed; needs `wal_level` = `logical`.'),
    schemas: list(identifier()).default(['public']).describe('Of which schemas.'),
    tables: list(identifier()).optional().describe('Which tables; all of them when absent.'),
    publication: identifier().default('datawatch').describe('The publication, made where it is not there.'),
    slot: slotName().default('datawatch').describe('The replication slot, made where it is not there.'),
    snapshot: flag().default(true).describe('Whether the rows that are there are read first.'),
  })
  .describe('A PostgreSQL, followed by logical replication. More: [PostgreSQL](../guides/connectors/postgres.md).')

export const webhookSource = z
  .strictObject({
    name: identifier(),
    type: z.literal('webhook'),
    secret: longText().optional().describe('What they send must be signed with it.'),
    secrets: list(longText()).default([]).describe('More of them, for the time of a change.'),
    scheme: z.enum(signatureSchemes).default('any').describe('How they sign.'),
  })
  .describe(
    'Senders that name this source in their requests. More: [Signed senders](../guides/operating.md#signed-senders).',
  )

export const sources = z
  .array(z.discriminatedUnion('type', [postgresSource, natsSource, webhookSource, filesSource]))
  .default([])
  .describe('Where changes come from beside the senders that post them.')
