import { z } from 'zod'
import { componentPath, type JsonSchema } from './json-schema'
import { refsIn } from './keep-used'

type Io = 'input' | 'output'
type Registry = ReturnType<typeof z.registry<{ id: string }>>
/** What zod writes, before it is tidied. */
type Written = JsonSchema & { $schema?: string; $id?: string; $defs?: Record<string, Written> }

const uri = (id: string) => `${componentPath}${id}`
const isTransform = (schema: z.core.$ZodType) => schema._zod.def.type === 'transform'

/** The contract that says what is taken where the one that checks cannot: one that decides by itself, or mends what it gets first. */
function standInOf(schema: z.core.$ZodType, io: Io): z.core.$ZodType | undefined {
  const { shownAs, givenAs } = (z.globalRegistry.get(schema) ?? {}) as Record<string, z.core.$ZodType | undefined>
  if (shownAs) return shownAs
  if (givenAs && io === 'output') return givenAs
  return io === 'input' && schema instanceof z.ZodPipe && isTransform(schema._zod.def.in)
    ? schema._zod.def.out
    : undefined
}

function optionsOf(registry: Registry, io: Io) {
  const override = ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }) => {
    const { id: _id, shownAs: _shown, givenAs: _given, ...told } = z.globalRegistry.get(zodSchema) ?? {}
    const standIn = standInOf(zodSchema, io)
    if (standIn) Object.assign(jsonSchema, z.toJSONSchema(standIn, { ...options, metadata: registry }))
    Object.assign(jsonSchema, told)
  }
  const options = { io, unrepresentable: 'any', override } as const
  return options
}

const noise: Record<string, (value: unknown, schema: Written) => boolean> = {
  $schema: () => true,
  $id: () => true,
  $defs: () => true,
  shownAs: () => true,
  givenAs: () => true,
  /** The format says as much, in a word. */
  pattern: (_, { format }) => format !== undefined,
  minimum: (value) => value === Number.MIN_SAFE_INTEGER,
  maximum: (value) => value === Number.MAX_SAFE_INTEGER,
  propertyNames: (value) => JSON.stringify(value) === '{"type":"string"}',
}

/** Without what says nothing; what answers may have beside what is told is left open, for what comes later. */
function tidy(value: unknown, io: Io, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((one) => tidy(one, io))
  if (typeof value !== 'object' || value === null) return value
  const schema = value as Written
  if (schema.$ref && !isNames) return { $ref: schema.$ref.replace('#/$defs/', componentPath) }
  const kept = Object.entries(schema).filter(([name, own]) => {
    if (isNames) return true
    if (io === 'output' && name === 'additionalProperties') return own !== false
    return !noise[name]?.(own, schema)
  })
  return Object.fromEntries(kept.map(([name, own]) => [name, tidy(own, io, !isNames && name === 'properties')]))
}

const rename = (text: string, names: ReadonlySet<string>) =>
  text.replace(/"#\/components\/schemas\/(\w+)"/g, (whole, name) =>
    names.has(name) ? `"${uri(`${name}Input`)}"` : whole,
  )

function write(roots: readonly z.ZodType[], named: ReadonlyMap<z.ZodType, string>, io: Io) {
  const registry = z.registry<{ id: string }>()
  for (const [schema, id] of named) registry.add(schema, { id })
  for (const [at, schema] of roots.entries()) if (!registry.has(schema)) registry.add(schema, { id: `_${at}` })
  const { schemas } = z.toJSONSchema(registry, { ...optionsOf(registry, io), uri })
  return { registry, schemas: tidy(schemas, io, true) as Record<string, JsonSchema> }
}

/** The names that both ways have and that do not mean the same both ways, with all that name them. */
function findDiffering(input: Record<string, JsonSchema>, output: Record<string, JsonSchema>): Set<string> {
  const same = (name: string) => JSON.stringify(input[name]) === JSON.stringify(output[name])
  const differing = new Set(Object.keys(input).filter((name) => !same(name)))
  for (let before = -1; before !== differing.size; ) {
    before = differing.size
    for (const [name, schema] of Object.entries(input))
      if (refsIn(schema).some((ref) => differing.has(ref.slice(componentPath.length)))) differing.add(name)
  }
  return differing
}

export type Schemas = {
  components: Record<string, JsonSchema>
  /** How a contract is written where it is taken, and where it is given. */
  input: (schema: z.ZodType) => JsonSchema
  output: (schema: z.ZodType) => JsonSchema
}

/** Contracts as JSON Schema: those in `named` as components, `XInput` where what is taken is not what is given. */
export function describeSchemas(roots: readonly z.ZodType[], named: ReadonlyMap<z.ZodType, string>): Schemas {
  const [taken, given] = [write(roots, named, 'input'), write(roots, named, 'output')]
  const differing = findDiffering(taken.schemas, given.schemas)
  const input = JSON.parse(rename(JSON.stringify(taken.schemas), differing)) as Record<string, JsonSchema>
  const components: Record<string, JsonSchema> = { ...given.schemas }
  for (const name of differing) components[`${name}Input`] = input[name]!
  const find =
    (registry: Registry, own: Record<string, JsonSchema>, suffix: (id: string) => string) => (schema: z.ZodType) => {
      const { id } = registry.get(schema)!
      return id.startsWith('_') ? own[id]! : { $ref: uri(suffix(id)) }
    }
  return {
    components,
    input: find(taken.registry, input, (id) => (differing.has(id) ? `${id}Input` : id)),
    output: find(given.registry, given.schemas, (id) => id),
  }
}
