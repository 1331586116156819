import { z } from 'zod'

const pascal = (name: string) => name.replace(/(?:^|[-_])(\w)/g, (_, first: string) => first.toUpperCase())

/**
 * A name for every contract that a module exports: that of its export, with the domain before it where several domains have one of that
 * name. `modules` by domain.
 */
export function nameSchemas(
  modules: readonly { domain: string; exported: Record<string, unknown> }[],
): Map<z.ZodType, string> {
  const found = modules.flatMap(({ domain, exported }) =>
    Object.entries(exported).flatMap(([name, value]) =>
      value instanceof z.ZodType ? [{ domain, name: pascal(name), schema: value }] : [],
    ),
  )
  const named = new Map<z.ZodType, string>()
  for (const { domain, name, schema } of found) {
    const shared = found.some((other) => other.name === name && other.schema !== schema)
    /** Of one that has several names, the one that says whose it is. */
    const isOwn = name.startsWith(pascal(domain.replace(/s$/, '')))
    if (!named.has(schema) || isOwn) named.set(schema, shared ? `${pascal(domain)}${name}` : name)
  }
  return named
}
