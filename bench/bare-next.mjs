import { createServer } from 'node:http'
import next from 'next'

/** The same application with nothing in front of Next: what its route handlers do by themselves. */
const app = next({ dev: false })
await app.prepare()
const handle = app.getRequestHandler()
const server = createServer((request, response) => handle(request, response))
server.listen(Number(process.env.DATAWATCH_SERVER_PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
