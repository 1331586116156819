import { createServer } from 'node:net'

const first = 15_432
const last = 16_431

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** A free port of the loopback interface: the preferred one, else the next in a range that the system gives to no client. */
export async function findPort(preferred: number | null, after = 0): Promise<number> {
  if (preferred && preferred > after && (await isFree(preferred))) return preferred
  for (let port = Math.max(first, after + 1); port <= last; port++) {
    if (await isFree(port)) return port
  }
  throw new Error(`No port from ${first} to ${last} is free for the embedded PostgreSQL`)
}
