import { connect } from 'node:net'

/** Begins an upload, sends half of it and then nothing; `status` is what it was answered, 0 where the connection ended without. */
export function stallUpload(origin: string): { status: Promise<number>; close(): void } {
  const { hostname, port, host } = new URL(origin)
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST /api/v1/datawatch/events/batch HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n\r\n[{"id":`,
  )
  const status = new Promise<number>((resolve) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
      const line = /^HTTP\/1\.1 (\d{3}) /.exec(text)
      if (line) resolve(Number(line[1]))
    })
    socket.on('error', () => resolve(0))
    socket.on('close', () => resolve(0))
  })
  return { status, close: () => socket.destroy() }
}
