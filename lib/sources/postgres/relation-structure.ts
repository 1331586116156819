import type { Pgoutput } from 'pg-logical-replication'
import type { SourceColumn, Structure } from '@/lib/events/structure'

const names = new Map<number, string>([
  [16, 'boolean'],
  [17, 'bytea'],
  [20, 'bigint'],
  [21, 'smallint'],
  [23, 'integer'],
  [25, 'text'],
  [26, 'oid'],
  [114, 'json'],
  [142, 'xml'],
  [650, 'cidr'],
  [700, 'real'],
  [701, 'double precision'],
  [790, 'money'],
  [829, 'macaddr'],
  [869, 'inet'],
  [1042, 'character'],
  [1043, 'character varying'],
  [1082, 'date'],
  [1083, 'time without time zone'],
  [1114, 'timestamp without time zone'],
  [1184, 'timestamp with time zone'],
  [1186, 'interval'],
  [1266, 'time with time zone'],
  [1560, 'bit'],
  [1700, 'numeric'],
  [2950, 'uuid'],
  [3802, 'jsonb'],
])
const arrays = new Map<number, number>([
  [1000, 16],
  [1001, 17],
  [1005, 21],
  [1007, 23],
  [1009, 25],
  [1014, 1042],
  [1015, 1043],
  [1016, 20],
  [1021, 700],
  [1022, 701],
  [1182, 1082],
  [1115, 1114],
  [1185, 1184],
  [1231, 1700],
  [199, 114],
  [2951, 2950],
  [3807, 3802],
])
const header = 4

function sizeOf(oid: number, modifier: number): string {
  if (modifier < 0) return ''
  if (oid === 1042 || oid === 1043) return `(${modifier - header})`
  if (oid === 1700) return `(${((modifier - header) >> 16) & 0xffff},${(modifier - header) & 0x7ff})`
  return [1083, 1114, 1184, 1266, 1560].includes(oid) ? `(${modifier})` : ''
}

/** A type as PostgreSQL prints it; undefined where the message does not name it. */
function printType({ typeOid, typeMod, typeName }: Pgoutput.RelationColumn): string | undefined {
  const element = arrays.get(typeOid)
  const oid = element ?? typeOid
  const name = names.get(oid)
  if (name === undefined) return typeName ?? undefined
  const size = sizeOf(oid, typeMod)
  const sized = size !== '' && / with(out)? time zone$/.test(name) ? name.replace(' ', `${size} `) : name + size
  return element === undefined ? sized : `${sized}[]`
}

const known = new WeakMap<Pgoutput.MessageRelation, Structure>()

/** What a relation message says of the columns of its table; the same object for the same message. */
export function relationStructure(relation: Pgoutput.MessageRelation): Structure {
  const found = known.get(relation)
  if (found) return found
  const columns = relation.columns.map((column): SourceColumn => {
    const type = printType(column)
    return { name: column.name, ...(type === undefined ? {} : { type }) }
  })
  const made: Structure = { slot: 'relation', columns }
  known.set(relation, made)
  return made
}
