import { z } from 'zod'
import { variablesOf } from './environment'
import { takesOf } from './fields'

/** A key as the reference tells it. `preset` is written as the file has it; `variables` are none where it stands in a list. */
export type DescribedKey = {
  path: string
  takes: string
  needed: boolean
  preset: string | null
  says: string
  variables: string[]
}
/** Keys that are told together: a section of the file, the items of a list, one kind of such items; empty for those of no section. */
export type DescribedPart = { path: string; kind?: string; says: string; keys: DescribedKey[] }

type Read = { inner: z.core.$ZodType; says: string; needed: boolean; preset?: unknown }

/** Where the items of a list were told before. */
type Told = Map<z.core.$ZodType, string>

const wrappers = [z.ZodDefault, z.ZodPrefault, z.ZodOptional, z.ZodNullable] as const

/** A schema without what is around it, and what that says; the outermost description counts. */
function read(schema: z.core.$ZodType): Read {
  const says = z.globalRegistry.get(schema)?.description ?? ''
  if (!wrappers.some((wrapper) => schema instanceof wrapper)) return { inner: schema, says, needed: true }
  const { innerType, defaultValue } = schema._zod.def as unknown as {
    innerType: z.core.$ZodType
    defaultValue?: unknown
  }
  const below = read(innerType)
  const preset = defaultValue === undefined || schema instanceof z.ZodPrefault ? below.preset : defaultValue
  return {
    inner: below.inner,
    says: says || below.says,
    needed: schema instanceof z.ZodNullable && below.needed,
    preset,
  }
}

/** What reads a value last, where several do one after the other. */
function last(schema: z.core.$ZodType): z.core.$ZodType {
  if (!(schema instanceof z.ZodPipe) || takesOf.get(schema as never)) return schema
  const { in: first, out } = schema._zod.def
  return last(out instanceof z.ZodTransform ? first : out)
}

const quoted = (values: readonly unknown[]) => values.map((one) => `\`${one}\``).join(', ')
const isItems = (schema: z.core.$ZodType) => schema instanceof z.ZodObject || schema instanceof z.ZodUnion

/** What a value may be, in words. */
function takes(schema: z.core.$ZodType): string {
  const inner = last(read(schema).inner)
  const known = takesOf.get(inner as never)
  if (known) return known.takes
  if (inner instanceof z.ZodEnum) return `one of ${quoted(inner.options)}`
  if (inner instanceof z.ZodLiteral) return quoted([...inner.values])
  if (inner instanceof z.ZodBoolean) return 'true or false'
  if (inner instanceof z.ZodNumber) return 'a number'
  if (inner instanceof z.ZodRecord) return 'names and their values'
  if (inner instanceof z.ZodObject) return 'keys of its own'
  if (inner instanceof z.ZodUnion) return inner.options.map(takes).join(', or ')
  if (inner instanceof z.ZodArray)
    return isItems(last(read(inner.element).inner)) ? 'a list' : `a list; each ${takes(inner.element)}`
  return 'a text'
}

function written(schema: z.core.$ZodType, preset: unknown): string | null {
  if (preset === undefined || preset === null || JSON.stringify(preset) === '{}') return null
  if (Array.isArray(preset)) return `[${preset.join(', ')}]`
  const write = takesOf.get(last(read(schema).inner) as never)?.write
  return write && typeof preset === 'number' ? write(preset) : String(preset)
}

const isSet = (path: string, inner: z.core.$ZodType) => !/[[<]/.test(path) && !(inner instanceof z.ZodRecord)

function keyOf(path: string, schema: z.core.$ZodType): DescribedKey {
  const { inner, says, needed, preset } = read(schema)
  const isWhole = isItems(inner) || (inner instanceof z.ZodArray && isItems(read(inner.element).inner))
  const variables = isSet(path, inner) && !isWhole ? variablesOf(path) : []
  return { path, takes: takes(schema), needed, preset: written(schema, preset), says, variables }
}

/** The keys that all kinds have are told once, before those of each kind. */
function kindsOf(path: string, { options }: z.ZodUnion, told: Told): DescribedPart[] {
  const kinds = options.map((option) => option as z.ZodObject)
  const shared = Object.keys(kinds[0]!.shape).filter((key) => kinds.every(({ shape }) => key in shape))
  const type = (kind: z.ZodObject) => [...(kind.shape.type as z.ZodLiteral).values][0]
  const keys = shared.map((key) => keyOf(`${path}.${key}`, kinds[0]!.shape[key]!))
  const all = keys.map((key) =>
    key.path === `${path}.type` ? { ...key, takes: `one of ${quoted(kinds.map(type))}` } : key,
  )
  const own = kinds.flatMap((kind) => {
    const rest = Object.fromEntries(Object.entries(kind.shape).filter(([key]) => !shared.includes(key)))
    const [first, ...others] = partsBelow(z.object(rest), path, told)
    return [{ ...first!, kind: String(type(kind)), says: read(kind).says }, ...others]
  })
  return [{ path, says: '', keys: all }, ...own]
}

/** The keys of an object as a part of their own, and the parts that lists in it make. */
function partsBelow(object: z.ZodObject, path: string, told: Told): DescribedPart[] {
  const part: DescribedPart = { path, says: '', keys: [] }
  const others: DescribedPart[] = []
  const visit = (within: z.ZodObject, prefix: string) => {
    for (const [key, schema] of Object.entries(within.shape as Record<string, z.core.$ZodType>)) {
      const own = prefix ? `${prefix}.${key}` : key
      const inner = last(read(schema).inner)
      const item = inner instanceof z.ZodArray ? last(read(inner.element).inner) : null
      const named = inner instanceof z.ZodObject ? inner._zod.def.catchall : undefined
      const before = item ? told.get(item) : undefined
      part.keys.push(before ? { ...keyOf(own, schema), takes: `a list, as \`${before}\`` } : keyOf(own, schema))
      if (item && !before) told.set(item, own)
      if (before) continue
      if (item instanceof z.ZodUnion) others.push(...kindsOf(`${own}[]`, item, told))
      else if (item instanceof z.ZodObject) others.push(...partsBelow(item, `${own}[]`, told))
      else if (named instanceof z.ZodUnion) others.push(...kindsOf(`${own}.<name>`, named, told))
      else if (inner instanceof z.ZodObject) visit(inner, own)
    }
  }
  visit(object, path)
  return [part, ...others]
}

/** Every key of a configuration, section by section; those that are in none come last. */
export function describedKeys(schema: z.ZodObject): DescribedPart[] {
  const told: Told = new Map()
  const sections = Object.entries(schema.shape as Record<string, z.core.$ZodType>)
  const own = sections.flatMap(([key, one]) => {
    const { inner, says } = read(one)
    if (!(inner instanceof z.ZodObject)) return []
    const [first, ...others] = partsBelow(inner, key, told)
    return [{ ...first!, says }, ...others]
  })
  const alone = sections.filter(([, one]) => !(read(one).inner instanceof z.ZodObject))
  return [...own, ...partsBelow(z.object(Object.fromEntries(alone) as z.core.$ZodShape), '', told)]
}
