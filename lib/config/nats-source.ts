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

/** A stream of NATS JetStream, read by a durable consumer that any number of processes share. */
export const natsSource = z.strictObject({
  name: text('a name of 1 to 63 characters', (value) => value.length <= 63),
  type: z.literal('nats'),
  url: text('an address such as nats://host:4222 or tls://user:password@host:4222, or several with commas', addresses),
  stream: name('a stream'),
  /** Of the stream's messages those alone, such as `cdc.shop.>`. */
  subject: text('a subject such as cdc.>', (value) => !/\s/.test(value)).optional(),
  durable: name('a consumer').default('datawatch'),
  /** A file as `nsc` writes it (.creds). */
  credentials: text('the path of a .creds file').optional(),
  format: z.enum(eventFormats).optional(),
  /** Of messages that do not say it themselves. */
  table: text('the name of a table').optional(),
  schema: text('the name of a schema').optional(),
  /** How long a message may be under way before it is delivered to another process. */
  ack_wait: duration('1s', '1h').default(30_000),
})
export type NatsSource = z.output<typeof natsSource>
