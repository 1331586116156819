import type { ReferenceParameter } from '@/lib/openapi/reference'

export type Runnable = {
  id: string
  method: string
  path: string
  parameters: readonly ReferenceParameter[]
  sample?: string
  media?: string
}
export type Ran = { status: number; type: string; requestId: string | null; ms: number; text: string; image?: string }

const mostShown = 20_000

/** The request that a form says: what is left empty is not sent. */
export function requestOf({ method, path, parameters, media }: Runnable, form: FormData) {
  const value = (name: string) => String(form.get(name) ?? '').trim()
  const given = parameters.filter(({ name }) => value(name) !== '')
  const filled = given
    .filter(({ place }) => place === 'path')
    .reduce((text, { name }) => text.replace(`{${name}}`, encodeURIComponent(value(name))), path)
  const query = new URLSearchParams(
    given.filter(({ place }) => place === 'query').map(({ name }) => [name, value(name)]),
  )
  const headers = Object.fromEntries(
    given.filter(({ place }) => place === 'header').map(({ name }) => [name, value(name)]),
  )
  const body = form.get('body')
  return {
    address: query.size > 0 ? `${filled}?${query}` : filled,
    init: {
      method,
      headers: media && body ? { ...headers, 'Content-Type': media } : headers,
      body: body ? String(body) : undefined,
    },
  }
}

function pretty(text: string, type: string): string {
  try {
    return type.includes('json') ? JSON.stringify(JSON.parse(text), null, 2) : text
  } catch {
    return text
  }
}

/** Asks this server, with the session of this browser. */
export async function run(request: Runnable, form: FormData): Promise<Ran> {
  const { address, init } = requestOf(request, form)
  const startedAt = performance.now()
  const answer = await fetch(address, init)
  const type = answer.headers.get('content-type') ?? ''
  const requestId = answer.headers.get('x-request-id')
  if (type.startsWith('image/')) {
    const image = URL.createObjectURL(await answer.blob())
    return { status: answer.status, type, requestId, ms: performance.now() - startedAt, text: '', image }
  }
  const whole = pretty(await answer.text(), type)
  const text =
    whole.length > mostShown ? `${whole.slice(0, mostShown)}\n… ${whole.length - mostShown} characters more` : whole
  return { status: answer.status, type, requestId, ms: performance.now() - startedAt, text }
}
