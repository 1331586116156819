import 'server-only'
import {
  AckPolicy,
  type Consumer,
  type ConsumerInfo,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type StreamInfo,
} from '@nats-io/jetstream'
import { jserrors } from '@nats-io/jetstream/internal'
import type { NatsConnection } from '@nats-io/transport-node'
import type { NatsSource } from '@/lib/config/nats-source'
import { AppError } from '@/lib/errors/app-error'

/** Messages that all processes together may have under way. */
const underWay = 10_000
const nanosInMs = 1_000_000

/** `identity` is another where the stream was made anew; `ackWaitMs`: how long the server waits; `problems` for who looks. */
export type Prepared = { consumer: Consumer; identity: string; ackWaitMs: number; problems: string }

const identityOf = ({ config, created }: StreamInfo) => `${config.name} of ${created}`

/** Where a consumer begins that is not there: after what is committed here, where the stream is the same. */
function beginning(position: string | null) {
  return position === null
    ? { deliver_policy: DeliverPolicy.All }
    : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Number(position) + 1 }
}

function check({ config }: ConsumerInfo, { durable, subject }: NatsSource): string {
  const wrong = (message: string) => new AppError('conflict', `the consumer ${durable} ${message}`)
  if (config.deliver_subject !== undefined) throw wrong('pushes; a consumer that is pulled is needed (another durable)')
  if (config.ack_policy !== AckPolicy.Explicit)
    throw wrong(`has the acknowledgement policy ${config.ack_policy}; explicit is needed (another durable)`)
  const found = config.filter_subject ?? config.filter_subjects?.join(', ') ?? ''
  if ((subject ?? '') !== found) throw wrong(`reads ${found || 'all subjects'}, not ${subject ?? 'all subjects'}`)
  return (config.max_deliver ?? -1) > 0
    ? `the consumer ${durable} gives a message up after ${config.max_deliver} tries (max_deliver); set it to -1`
    : ''
}

/**
 * Finds the stream, and the durable consumer on it, which is made where there is none. `known` is what is kept of the source here.
 * Throws `conflict` where a consumer of that name cannot be used, and what NATS says where there is no such stream.
 */
export async function prepareConsumer(
  connection: NatsConnection,
  source: NatsSource,
  known: { identity: string; position: string | null } | null,
): Promise<Prepared> {
  const manager = await jetstreamManager(connection)
  const { stream, durable, subject, ack_wait } = source
  const identity = identityOf(await manager.streams.info(stream))
  const info = await manager.consumers.info(stream, durable).catch((error) => {
    if (!(error instanceof jserrors.ConsumerNotFoundError)) throw error
    return manager.consumers.add(stream, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      ack_wait: ack_wait * nanosInMs,
      max_ack_pending: underWay,
      max_deliver: -1,
      ...(subject ? { filter_subject: subject } : {}),
      ...beginning(known?.identity === identity ? known.position : null),
    })
  })
  const problems = check(info, source)
  const consumer = await jetstream(connection).consumers.get(stream, durable)
  return { consumer, identity, ackWaitMs: (info.config.ack_wait ?? 30_000 * nanosInMs) / nanosInMs, problems }
}
