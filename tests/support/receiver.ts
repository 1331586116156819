import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { method: string; path: string; headers: Record<string, string>; body: string; json: never }
type Behave = (response: ServerResponse, received: Received, nth: number) => void

const answerOk: Behave = (response) =>
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"ok":true}')

/** A server that takes messages as providers do, keeps them, and behaves as a test says. */
export class Receiver {
  readonly received: Received[] = []
  #server: Server
  #waiting: (() => void)[] = []
  behave: Behave

  private constructor(behave: Behave) {
    this.behave = behave
    this.#server = createServer((request, response) => void this.#take(request, response))
  }

  static async open(behave = answerOk, host = '127.0.0.1'): Promise<Receiver> {
    const receiver = new Receiver(behave)
    receiver.#server.listen(0, host)
    await once(receiver.#server, 'listening')
    return receiver
  }

  get port() {
    return (this.#server.address() as AddressInfo).port
  }

  get url() {
    return `http://127.0.0.1:${this.port}/hook`
  }

  async #take(request: IncomingMessage, response: ServerResponse) {
    let body = ''
    for await (const part of request) body += part
    const headers = request.headers as Record<string, string>
    const json = (body.startsWith('{') ? JSON.parse(body) : null) as never
    const received = { method: request.method ?? '', path: request.url ?? '', headers, body, json }
    this.received.push(received)
    this.behave(response, received, this.received.length)
    for (const wake of this.#waiting.splice(0)) wake()
  }

  /** Resolves once so many messages have come. */
  async until(count: number): Promise<Received[]> {
    while (this.received.length < count) await new Promise<void>((wake) => this.#waiting.push(wake))
    return this.received
  }

  /** Resolves once `holds` of what has come. */
  async untilTrue(holds: (received: Received[]) => boolean): Promise<void> {
    while (!holds(this.received)) await new Promise<void>((wake) => this.#waiting.push(wake))
  }

  async close() {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

export const answering =
  (status: number, headers: Record<string, string> = {}, text = ''): Behave =>
  (response) =>
    response.writeHead(status, headers).end(text)

/** Behaves by each of `behaviours` once, then by the last. */
export const inTurn =
  (...behaviours: Behave[]): Behave =>
  (response, received, nth) =>
    (behaviours[nth - 1] ?? behaviours.at(-1)!)(response, received, nth)

export { answerOk }
