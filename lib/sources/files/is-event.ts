import { findEnvelope } from '@/lib/events/envelopes/recognise'

/** Whether an object is a row change in one of the senders' formats, and no bare row. */
export const isEvent = (message: Record<string, unknown>): boolean => findEnvelope(message) !== undefined
