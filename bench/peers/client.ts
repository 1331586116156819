import { Agent, request as httpRequest } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 12 })

/** One request over a connection that is kept open; throws for any answer but a 2xx. */
export function ask(url: string, body?: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const request = httpRequest(url, { method: body === undefined ? 'GET' : 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const { statusCode = 0 } = answer
        if (statusCode >= 200 && statusCode < 300) resolve(text)
        else reject(new Error(`${statusCode} of ${url}: ${text.slice(0, 500)}`))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}
