import { type JsonSchema, resolve } from './json-schema'

const byFormat: Record<string, string> = {
  'date-time': '2026-01-15T10:30:00Z',
  date: '2026-01-15',
  email: 'ada@example.com',
  uri: 'https://example.com/hook',
  uuid: '0198c0de-0000-7000-8000-000000000001',
}
const byName: Record<string, string> = { name: 'orders_events_total', metric: 'orders_events_total', table: 'orders' }

/** A value that a schema takes, with what it requires and nothing more; `name` is what it is called. */
export function sampleOf(given: JsonSchema, components: Record<string, JsonSchema>, called = ''): unknown {
  const schema = resolve(given, components)
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (first) return sampleOf(first, components, called)
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') {
    const { properties = {}, required = [] } = schema
    return Object.fromEntries(required.map((own) => [own, sampleOf(properties[own] ?? {}, components, own)]))
  }
  if (type === 'array')
    return (schema.minItems ?? 0) > 0 && schema.items ? [sampleOf(schema.items, components, called)] : []
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return true
  return byFormat[schema.format ?? ''] ?? byName[called] ?? 'text'
}
