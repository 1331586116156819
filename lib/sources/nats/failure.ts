import { jserrors } from '@nats-io/jetstream/internal'
import { AuthorizationError, InvalidArgumentError, UserAuthenticationExpiredError } from '@nats-io/transport-node'
import { AppError } from '@/lib/errors/app-error'

/** What a failed try means for the state of the source, in words for its owner. Credentials are in no message. */
export function describeNatsFailure(error: unknown): { state: 'waiting' | 'failed'; detail: string } {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof AppError) return { state: error.code === 'unavailable' ? 'waiting' : 'failed', detail: message }
  if (error instanceof AuthorizationError || error instanceof UserAuthenticationExpiredError)
    return { state: 'failed', detail: `NATS does not let DataWatch in: ${message}` }
  if (error instanceof jserrors.StreamNotFoundError)
    return { state: 'waiting', detail: 'the stream is not there; it is followed once it is made' }
  if (error instanceof jserrors.JetStreamNotEnabled)
    return { state: 'failed', detail: 'this NATS keeps no streams: start it with JetStream (nats-server -js)' }
  if (error instanceof jserrors.JetStreamApiError) return { state: 'failed', detail: `NATS refuses: ${message}` }
  if (error instanceof InvalidArgumentError || error instanceof TypeError) return { state: 'failed', detail: message }
  return { state: 'waiting', detail: `NATS cannot be reached: ${message}` }
}
