import { once } from 'node:events'
import { createServer } from 'node:net'
import type { GivenConfig } from '@/lib/config/schema'
import { type Finding, fail, ok, warn } from './finding'

const answerMs = 20_000

async function isFree(port: number, host: string): Promise<string | null> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
    return null
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  } finally {
    probe.close()
  }
}

/** Whether the port can be had or a DataWatch has it, and whether that is ready. */
export async function checkServer({ server: { port, host } }: GivenConfig): Promise<Finding[]> {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  const address = `http://${name}:${port}`
  const taken = await isFree(port, host)
  if (taken === null) return [ok('port', `${host}:${port} is free; DataWatch does not run here`)]
  if (taken !== 'EADDRINUSE') {
    const todo =
      taken === 'EACCES'
        ? 'ports below 1024 need rights; set server.port'
        : 'set server.host to an address of this machine'
    return [fail('port', `${host}:${port} cannot be listened on (${taken})`, todo)]
  }
  try {
    const answer = await fetch(`${address}/ready`, { signal: AbortSignal.timeout(answerMs) })
    const text = await answer.text()
    if (answer.ok) return [ok('server', `${address} is ready`)]
    const said = (JSON.parse(text) as { reason?: string; detail?: string }).reason ?? text.slice(0, 120)
    return [
      fail('server', `${address} is not ready: ${said}`, 'its log says more; the checks of the database below too'),
    ]
  } catch {
    return [warn('port', `${address} is taken by something that is no DataWatch`, 'end it, or set server.port')]
  }
}
