import { createMask } from '@/lib/events/mask'
import type { TableRule } from '@/lib/events/mask-rules'
import type { NativeEvent } from '@/lib/events/native'
import { pseudonymKeyOf } from '@/lib/events/pseudonym'

export const rule = (table: string, more: Partial<TableRule>): TableRule => ({
  table,
  mask: [],
  hash: [],
  allow: [],
  ...more,
})
export const masker = (tables: TableRule[] = [], secret = 'a secret of the tests') =>
  createMask({ enabled: true, tables }, pseudonymKeyOf(secret))

export const native = (more: Partial<NativeEvent> = {}): NativeEvent => ({
  id: null,
  type: 'UPDATE',
  source: 'shop',
  database: 'main',
  schema: 'public',
  table: 'customers',
  at: Date.UTC(2026, 2, 1),
  before: null,
  after: { id: 1 },
  key: null,
  detail: null,
  upsert: false,
  ...more,
})
