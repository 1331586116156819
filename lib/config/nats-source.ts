import { z } from 'zod'
import { eventFormats } from '@/lib/events/contract'
import { duration, text } from './fields'

const addresses = (value: string) =>
  value.split(',').every((one) => {
    const address = one.trim()
    return URL.canParse(address) && /^(nats|tls):$/.test(new URL(address).protocol) && new URL(address).hostname !== ''
  })

const name = (what: string) =>
  text(`the name of ${what}, without spaces, dots, * and >`, (value) => /^[^\s.*>/\\]+$/.test(value))

export const natsSource = z
  .strictObject({
    name: text('a name of 1 to 63 characters', (value) => value.length <= 63),
    type: z.literal('nats'),
    url: text(
      'an address such as nats://host:4222 or tls://user:password@host:4222, or several with commas',
      addresses,
    ).describe('The servers, whichever answers.'),
    stream: name('a stream').describe('The stream that is read.'),
    subject: text('a subject such as cdc.>', (value) => !/\s/.test(value))
      .optional()
      .describe('Of its messages those alone; all when absent.'),
    durable: name('a consumer').default('datawatch').describe('The consumer, made where it is not there.'),
    credentials: text('the path of a .creds file')
      .optional()
      .describe('For servers with accounts, as `nsc` writes it.'),
    format: z.enum(eventFormats).optional().describe('The format of the messages; told by their shape when absent.'),
    table: text('the name of a table').optional().describe('Of messages that do not say it themselves.'),
    schema: text('the name of a schema').optional().describe('Of messages that do not say it themselves.'),
    ack_wait: duration('1s', '1h')
      .default(30_000)
      .describe('How long a message may be under way before another process gets it.'),
  })
  .describe(
    'A stream of NATS JetStream, read by a durable consumer that processes share. More: [NATS](../guides/nats.md).',
  )
export type NatsSource = z.output<typeof natsSource>
