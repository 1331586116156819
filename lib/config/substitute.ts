export type Substitution = { text: string; unset: string[]; malformed: string[] }

const pattern = /\$(\$?)\{([^}]*)\}/g
const reference = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s

/**
 * Replaces `${VAR}` and `${VAR:-default}` by the environment; `$${…}` stands for a literal `${…}`.
 * An empty variable counts as unset, as in a shell's `:-`. What has neither value nor default is listed in `unset`.
 */
export function substitute(text: string, env: Readonly<Record<string, string | undefined>>): Substitution {
  const unset: string[] = []
  const malformed: string[] = []
  const replaced = text.replace(pattern, (whole: string, dollar: string, body: string) => {
    if (dollar) return whole.slice(1)
    const [, name, fallback] = reference.exec(body) ?? []
    if (!name) {
      malformed.push(whole)
      return whole
    }
    const value = env[name] || fallback
    if (value === undefined) unset.push(name)
    return value ?? ''
  })
  return { text: replaced, unset, malformed }
}
