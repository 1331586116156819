/** A message of a stream of server-sent events. */
export type Message = { event: string; id: string | null; data: string }

/** Reads the messages out of a stream's bytes; ends where the stream does. */
export async function* readMessages(body: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split(/\r?\n\r?\n/)
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const message: Message = { event: 'message', id: null, data: '' }
      for (const line of block.split(/\r?\n/)) {
        const [, name, value = ''] = /^([^:]+):? ?(.*)$/.exec(line) ?? []
        if (name === 'event') message.event = value
        else if (name === 'id') message.id = value
        else if (name === 'data') message.data += (message.data === '' ? '' : '\n') + value
      }
      if (message.data !== '') yield message
    }
  }
}
