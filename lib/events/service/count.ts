import 'server-only'
import { figures } from '@/lib/runtime/figures'
import type { EventIssue, Receipt } from '../contract'

type Counts = Pick<Receipt, 'received' | 'accepted' | 'duplicates' | 'ignored'>

/** Adds what became of a request's events to the figures of this process. */
export function countEvents({ received, accepted, duplicates, ignored }: Counts, errors: EventIssue[]) {
  const { ingestion } = figures
  ingestion.received += received
  ingestion.accepted += accepted
  ingestion.duplicates += duplicates
  ingestion.ignored += ignored
  for (const { code } of errors) ingestion.rejected.add(code)
}
