import { componentPath, type JsonSchema } from './json-schema'

const name = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key))
const quoted = (value: unknown) =>
  typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : JSON.stringify(value)
const primitives: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
  object: 'Record<string, unknown>',
  array: 'unknown[]',
}

const union = (parts: readonly string[]) => [...new Set(parts)].join(' | ')
const needsBrackets = / \| (?![^{]*\})/

function objectText({ properties = {}, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const entries = Object.entries(properties)
  const isOpen = typeof additionalProperties === 'object' && additionalProperties !== null
  if (entries.length === 0)
    return isOpen ? `Record<string, ${typeText(additionalProperties, indent)}>` : 'Record<string, unknown>'
  const deeper = `${indent}  `
  const lines = entries.map(([key, own]) => {
    const optional = required.includes(key) ? '' : '?'
    return `${deeper}${name(key)}${optional}: ${typeText(own, deeper)}`
  })
  const text = `{\n${lines.join('\n')}\n${indent}}`
  return isOpen ? `${text} & Record<string, unknown>` : text
}

function arrayText({ items, prefixItems }: JsonSchema, indent: string): string {
  if (prefixItems) return `[${prefixItems.map((one) => typeText(one, indent)).join(', ')}]`
  const item = items ? typeText(items, indent) : 'unknown'
  return needsBrackets.test(item) || item.includes('\n') || item.includes(' & ') ? `Array<${item}>` : `${item}[]`
}

/** A schema as a type of TypeScript; those that have a name of their own by it. */
export function typeText(schema: JsonSchema, indent = ''): string {
  if (schema.$ref) return schema.$ref.slice(componentPath.length)
  const several = schema.anyOf ?? schema.oneOf
  if (several) return union(several.map((one) => typeText(one, indent)))
  if (schema.allOf) return schema.allOf.map((one) => typeText(one, indent)).join(' & ')
  if (schema.const !== undefined) return quoted(schema.const)
  if (schema.enum) return union(schema.enum.map(quoted))
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeText({ ...schema, type }, indent)))
  if (schema.type === 'object') return objectText(schema, indent)
  if (schema.type === 'array') return arrayText(schema, indent)
  return primitives[schema.type ?? ''] ?? 'unknown'
}

/** A statement that gives the schema its name. */
export const typeStatement = (own: string, schema: JsonSchema) => `type ${own} = ${typeText(schema)}`
