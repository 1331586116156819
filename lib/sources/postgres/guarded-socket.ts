import 'server-only'
import { lookup } from 'node:dns'
import { isIP, type LookupFunction, Socket } from 'node:net'
import { mayHoldDatabase, refusedHost } from '../outside-host'

class RefusedHost extends Error {
  readonly code = 'REFUSED_HOST'
}

/** Resolves as usual, without what may hold no database: the address that is judged is the one that is connected to. */
const guardedLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, [])
    const open = found.filter(({ address }) => mayHoldDatabase(address))
    if (open.length === 0) return callback(new RefusedHost(refusedHost(host)), [])
    if (options.all) callback(null, open)
    else callback(null, open[0]!.address, open[0]!.family)
  })
}

class GuardedSocket extends Socket {
  override connect(...given: unknown[]): this {
    const [port, host] = given as [number, string]
    if (typeof port !== 'number' || typeof host !== 'string')
      throw new RefusedHost('only a host and a port are reached')
    if (isIP(host) > 0 && !mayHoldDatabase(host)) {
      process.nextTick(() => this.destroy(new RefusedHost(refusedHost(host))))
      return this
    }
    return super.connect({ port, host, lookup: guardedLookup })
  }
}

/** A connection that reaches no address which is there for the machine itself, whatever a name resolves to by then. */
export const guardedSocket = () => new GuardedSocket()
