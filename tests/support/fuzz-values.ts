import fc from 'fast-check'
import { type JsonSchema, resolve } from '@/lib/openapi/json-schema'

/** How a value is meant: as the schema has it, at its edges or just beyond, or as nobody would send it. */
export type Mode = 'valid' | 'edge' | 'junk'

const hostile = [
  '',
  '\0',
  '\ud800',
  "'; drop table orders; --",
  '%00',
  '../..',
  '__proto__',
  '{{ value }}',
  'NaN',
  '$x',
  '\u202e',
  '💥'.repeat(40),
]
const times = [
  '2026-01-15T10:30:00Z',
  '2026-01-15T11:30:00+01:00',
  '1768473000',
  '0',
  '253402300799',
  '9999-12-31T23:59:59Z',
  '0100-01-01T00:00:00Z',
  '1970-01-01',
]
const metricNames = [
  'orders_events_total',
  'orders_amount_sum',
  'orders_amount_p95',
  'orders_by_status',
  'orders_rows',
  'nothing_of_that_name',
]
const tables = ['orders', 'public.orders', 'nowhere']
const durations = ['1s', '30s', '5m', '1h', '1d', '7d', '1000y', '0s', '1M']

/** Words that mean something where they stand, so that requests get past the first check. */
const meaningful: Record<string, readonly string[]> = {
  ...{ from: times, to: times, start: times, end: times, time: times, timestamp: times, at: times, until: times },
  ...{
    metric: metricNames,
    name: [...metricNames, 'A name'],
    field: ['status', 'amount'],
    column: ['status', 'amount'],
  },
  ...{
    table: tables,
    schema: ['public', ''],
    step: durations,
    window: durations,
    for: durations,
    duration: durations,
    timeout: durations,
  },
  ...{
    tz: ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe'],
    time_zone: ['UTC', 'Europe/Berlin'],
    compare: ['previous_period', ...durations],
  },
  ...{
    expr: ['orders_events_total / 2', 'sum(orders_amount_sum) by (status)', '1/0', 'a +'],
    filter: ['status:paid', 'status:', ':', 'status:"a,b"'],
  },
  ...{
    query: [
      'orders_events_total',
      'rate(orders_events_total[5m])',
      'sum by (status) (orders_by_status)',
      '((',
      '1e400',
    ],
  },
  ...{
    group_by: ['status', 'status,type', ''],
    sql: ['alter table orders add column note text', 'drop table orders', 'select'],
    cursor: ['MA', 'eyJ9'],
  },
  ...{
    url: ['https://127.0.0.1:9/hook', 'postgres://u:p@127.0.0.1:9/shop'],
    webhook_url: ['https://127.0.0.1:9/hook'],
    email: ['ada@example.com'],
    title: ['{{ value }}', '{% if'],
  },
  ...{ path: ['status'], 'match[]': ['orders_by_status', '{a='] },
}

const formats: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid({ version: 7 }),
  'date-time': fc.constantFrom('2026-01-15T10:30:00Z', '2026-01-15T10:30:00.123Z'),
  date: fc.constantFrom('2026-01-15', '2024-02-29'),
  email: fc.constantFrom('ada@example.com', 'bob@example.com'),
  uri: fc.constant('https://127.0.0.1:9/hook'),
}

function textOf(
  { format, pattern, minLength = 0, maxLength }: JsonSchema,
  called: string,
  mode: Mode,
): fc.Arbitrary<unknown> {
  const most = Math.min(maxLength ?? 40, 40)
  const random = fc.string({ minLength, maxLength: Math.max(most, minLength), unit: 'grapheme' })
  const known = meaningful[called]
  const fitting =
    (format ? formats[format] : undefined) ??
    (pattern
      ? fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' })
      : known
        ? fc.constantFrom(...known)
        : random)
  if (mode === 'valid') return fitting
  const edges = [minLength, minLength - 1, maxLength ?? 40, (maxLength ?? 40) + 1].filter(
    (length) => length >= 0 && length < 100_000,
  )
  return fc.oneof(fitting, fc.constantFrom(...hostile), fc.constantFrom(...edges.map((length) => 'x'.repeat(length))))
}

function numberOf(schema: JsonSchema, mode: Mode): fc.Arbitrary<unknown> {
  const { type, minimum, maximum, exclusiveMinimum } = schema
  const least = minimum ?? exclusiveMinimum ?? -1000
  const most = Math.max(maximum ?? 1_000_000, least)
  const whole = fc.integer({ min: Math.ceil(least), max: Math.floor(Math.min(most, 2 ** 31 - 1)) })
  const fitting = type === 'integer' ? whole : fc.oneof(whole, fc.double({ min: least, max: most, noNaN: true }))
  if (mode === 'valid') return fitting
  return fc.oneof(
    fitting,
    fc.constantFrom(least, most, least - 1, most + 1, 0, -0, 0.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER),
  )
}

const junk = fc.oneof(
  fc.constantFrom(null, true, '', 0, -1, 1e308, [], {}, [[]], { __proto__: 1 }),
  fc.constantFrom(...hostile),
  fc.jsonValue({ maxDepth: 2 }),
)

const deepest = 6
type Place = { components: Record<string, JsonSchema>; mode: Mode; depth: number }

function objectOf(schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const below = { ...place, depth: place.depth + 1 }
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, own]) => [name, arbitraryOf(own, below, name)]),
  )
  const requiredKeys = place.mode === 'junk' ? [] : required
  const known = fc.record(model, { requiredKeys: requiredKeys.filter((name) => name in model) })
  if (typeof additionalProperties !== 'object') return known
  const extra = fc.dictionary(
    fc.constantFrom('a', 'status', 'id', 'amount'),
    arbitraryOf(additionalProperties, below, ''),
    { maxKeys: 3 },
  )
  return fc.tuple(known, extra).map(([one, other]) => ({ ...other, ...one }))
}

/** Values for a schema; `called` is the name of what holds them. */
export function arbitraryOf(given: JsonSchema, place: Place, called: string): fc.Arbitrary<unknown> {
  const { components, mode, depth } = place
  const schema = resolve(given, components)
  const fitting = fittingOf(schema, place, called)
  if (mode !== 'junk' || depth === 0) return fitting
  return fc.oneof({ weight: 5, arbitrary: fitting }, { weight: 1, arbitrary: junk })
}

function fittingOf(schema: JsonSchema, place: Place, called: string): fc.Arbitrary<unknown> {
  if (place.depth > deepest) return fc.constant(schema.default ?? null)
  const several = schema.anyOf ?? schema.oneOf
  if (several) return fc.oneof(...several.map((one) => arbitraryOf(one, place, called)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => arbitraryOf({ ...schema, type }, place, called)))
  }
  switch (schema.type) {
    case 'object':
      return objectOf(schema, place)
    case 'array': {
      const most = place.mode === 'valid' ? 3 : 6
      const bounds = { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? most, most) }
      return fc.array(
        schema.items ? arbitraryOf(schema.items, { ...place, depth: place.depth + 1 }, called) : junk,
        bounds,
      )
    }
    case 'string':
      return textOf(schema, called, place.mode)
    case 'integer':
    case 'number':
      return numberOf(schema, place.mode)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return junk
  }
}
