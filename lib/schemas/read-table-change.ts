import type { Said, SaidColumn } from './definition'

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const sized = /char|string|decimal|numeric|number|bit|binary/i

function typeOf({ typeName, typeExpression, length, scale, enumValues }: Fields): string | undefined {
  const name = textOf(typeExpression) ?? textOf(typeName)
  if (name === undefined) return undefined
  if (Array.isArray(enumValues) && /^(enum|set)$/i.test(name)) return `${name}(${enumValues.join(',')})`
  if (length === undefined || length === null || name.includes('(') || !sized.test(name)) return name
  return `${name}(${[length, scale].filter((one) => one !== undefined && one !== null).join(',')})`
}

/** The columns of a table as a schema change of a connector lists them; null where it lists none. */
export function readTableChange(metadata: unknown): Said | null {
  if (!isObject(metadata) || !Array.isArray(metadata.columns)) return null
  const columns = metadata.columns.filter(isObject).flatMap((column): SaidColumn[] => {
    const name = textOf(column.name)
    if (name === undefined) return []
    const type = typeOf(column)
    const { optional, hasDefaultValue, defaultValueExpression: value } = column
    return [
      {
        name,
        ...(type === undefined ? {} : { type }),
        ...(typeof optional === 'boolean' ? { nullable: optional } : {}),
        ...(typeof hasDefaultValue === 'boolean' ? { default: hasDefaultValue ? (textOf(value) ?? null) : null } : {}),
      },
    ]
  })
  if (columns.length === 0) return null
  const { primaryKeyColumnNames: key } = metadata
  const names = Array.isArray(key) ? key.filter((name) => typeof name === 'string') : []
  return { columns, ...(names.length > 0 ? { primaryKey: names } : {}) }
}
