import type { EventFormat } from '@/lib/events/contract'

/** What the senders' formats are called. */
export const formatName: Record<EventFormat, string> = {
  native: 'DataWatch',
  debezium: 'Debezium',
  debezium_flat: 'Debezium, flattened',
  cloudevents: 'CloudEvents',
  maxwell: 'Maxwell',
  wal2json: 'wal2json',
  canal: 'Canal',
  dms: 'AWS DMS',
  sequin: 'Sequin',
  peerdb: 'PeerDB',
  airbyte: 'Airbyte',
  supabase: 'Supabase',
  estuary: 'Estuary',
  cockroachdb: 'CockroachDB',
  hasura: 'Hasura',
}
