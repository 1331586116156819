type Fault = Error & { code?: string; errors?: Fault[] }

const words: Record<string, (host: string) => string> = {
  ECONNREFUSED: (host) => `nothing listens at ${host}`,
  ENOTFOUND: (host) => `there is no host ${host}`,
  EAI_AGAIN: (host) => `the name of ${host} could not be looked up`,
  EHOSTUNREACH: (host) => `${host} cannot be reached`,
  ECONNRESET: (host) => `${host} ended the connection`,
  ETIMEDOUT: (host) => `${host} did not answer`,
}

/** What Redis says of who may not come in, by how it begins. */
const refusals: [RegExp, string][] = [
  [/^WRONGPASS/, 'the user name or the password is not the one that Redis knows'],
  [/^NOAUTH/, 'Redis wants a password, and the address has none'],
  [
    /^ERR (AUTH|Client sent AUTH).*(no password|without any password)/i,
    'Redis wants no password, and the address has one',
  ],
  [/^NOPERM/, 'the user may not do what DataWatch needs: get, set, eval, publish and subscribe'],
  [/^ERR (invalid DB index|DB index is out of range)/i, 'there is no database of that number'],
  [/^LOADING/, 'Redis is loading its data'],
  [/^(ERR unknown command|NOPROTO)/i, 'it is older than Redis 6'],
]

/** What is wrong with Redis at an address, which is named without its password. */
export function describeFault(error: Fault, url: string): string {
  const { host } = new URL(url)
  const code = error.code ?? error.errors?.[0]?.code ?? ''
  const refusal = refusals.find(([begins]) => begins.test(error.message))
  if (refusal) return `redis.url (${host}): ${refusal[1]}`
  const said = words[code]
  if (said) return `redis.url: ${said(host)}`
  if (/timeout|closed unexpectedly/i.test(error.message))
    return `redis.url: what listens at ${host} does not answer as Redis does (${error.message})`
  return `redis.url (${host}): ${error.message}`
}
