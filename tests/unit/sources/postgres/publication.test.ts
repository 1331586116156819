import { expect, test } from 'vitest'
import { planPublications } from '@/lib/sources/postgres/publication'

const table = (name: string, identified = true) => ({
  oid: 1,
  schema: 'public',
  name,
  keyColumns: [],
  identified,
  columns: [],
})
const at = (publication: string) => ({ publication, columns: null, filter: null })

test.each([
  ['all is there', ['dw'], [['public.a', at('dw')]] as const, [table('a')], []],
  [
    'nothing is there',
    [],
    [],
    [table('a'), table('log', false)],
    [
      `CREATE PUBLICATION "dw" FOR TABLE "public"."a" WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true)`,
      `CREATE PUBLICATION "dw_inserts" FOR TABLE "public"."log" WITH (publish = 'insert, truncate', publish_via_partition_root = true)`,
    ],
  ],
  [
    'a table is new',
    ['dw'],
    [['public.a', at('dw')]] as const,
    [table('a'), table('b"c')],
    ['ALTER PUBLICATION "dw" ADD TABLE "public"."b""c"'],
  ],
  [
    'a table lost its key',
    ['dw', 'dw_inserts'],
    [['public.a', at('dw')]] as const,
    [table('a', false)],
    ['ALTER PUBLICATION "dw" DROP TABLE "public"."a"', 'ALTER PUBLICATION "dw_inserts" ADD TABLE "public"."a"'],
  ],
])('publications where %s', (_, existing, published, wanted, statements) => {
  expect(planPublications('dw', existing, new Map(published), wanted)).toEqual(statements)
})
