import { componentPath, type JsonSchema } from './json-schema'

/** Every `$ref` in a document. */
export function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (typeof value !== 'object' || value === null) return []
  const { $ref } = value as { $ref?: unknown }
  return typeof $ref === 'string' ? [$ref] : Object.values(value).flatMap(refsIn)
}

type Document = { paths: unknown; components: { schemas: Record<string, JsonSchema>; responses: unknown } }

/** The names of schemas that something else in the document names. */
function findUsed({ paths, components: { schemas, responses } }: Document): Set<string> {
  const used = new Set<string>()
  const follow = (value: unknown): void => {
    for (const ref of refsIn(value)) {
      const name = ref.startsWith(componentPath) ? ref.slice(componentPath.length) : undefined
      if (name === undefined || used.has(name)) continue
      used.add(name)
      follow(schemas[name])
    }
  }
  follow([paths, responses])
  return used
}

const input = /Input$/

/** The document with those schemas alone that are used; what is only ever taken goes without `Input` behind its name. */
export function keepUsed<D extends Document>(document: D): D {
  const used = findUsed(document)
  const plain = (name: string) =>
    input.test(name) && !used.has(name.replace(input, '')) ? name.replace(input, '') : name
  const kept = [...used].sort().map((name) => [name, document.components.schemas[name]] as const)
  const whole = { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } }
  const text = JSON.stringify(whole).replace(
    /"#\/components\/schemas\/(\w+)"/g,
    (_, name) => `"${componentPath}${plain(name)}"`,
  )
  const renamed = JSON.parse(text) as D
  const schemas = Object.entries(renamed.components.schemas).map(([name, schema]) => [plain(name), schema] as const)
  schemas.sort(([one], [other]) => (one < other ? -1 : 1))
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } }
}
