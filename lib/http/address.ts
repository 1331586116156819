/** The parameters of an address, as Next gives them: a list for `[...name]`. */
export type Params = Record<string, string | string[]>

const decode = (part: string) => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** An address with its parameters as `[name]`: one of few, whatever is asked for. */
export function templateOf(pathname: string, params: Params): string {
  let parts = pathname.split('/')
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) parts = [...parts.slice(0, parts.length - value.length), `[...${name}]`]
    else {
      const at = parts.findLastIndex((part) => part === value || decode(part) === value)
      if (at !== -1) parts[at] = `[${name}]`
    }
  }
  return parts.join('/')
}
