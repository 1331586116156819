import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a server that can be cut, so that nothing listens there, and mended at the same port. */
export class CuttableWay {
  readonly #sockets = new Set<Socket>()
  #server: Server
  #port = 0

  private constructor(private readonly to: number) {
    this.#server = this.#make()
  }

  static async open(to: number): Promise<CuttableWay> {
    const way = new CuttableWay(to)
    await way.mend()
    return way
  }

  get port() {
    return this.#port
  }

  #make() {
    return createServer((socket) => {
      const other = connect(this.to, '127.0.0.1')
      for (const [one, two] of [
        [socket, other],
        [other, socket],
      ] as const) {
        this.#sockets.add(one)
        one.on('error', () => two.destroy())
        one.on('close', () => {
          this.#sockets.delete(one)
          two.destroy()
        })
        one.pipe(two)
      }
    })
  }

  async mend() {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async cut() {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
    this.#server = this.#make()
  }
}
