import { createServer } from 'node:http'

/** Takes batches and counts their bytes: nothing that a sender could wait for. */
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(202, { 'Content-Type': 'application/json' })
    response.end(
      '{"success":true,"data":{"status":"accepted","received":0,"accepted":0,"duplicates":0,"ignored":0,"rejected":0,"errors":[],"warnings":[]}}',
    )
  })
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
