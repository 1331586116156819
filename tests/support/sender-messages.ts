import type { EventFormat } from '@/lib/events/contract'
import { logMessages } from './log-messages'
import { webhookMessages } from './webhook-messages'

/** What each sender posts, by the name of its format. Kept as factories, so that a test may change its copy. */
export const senderMessages = { ...logMessages, ...webhookMessages } satisfies Partial<
  Record<EventFormat, Record<string, () => Record<string, unknown>>>
>
