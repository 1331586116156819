import { describe, expect, test } from 'vitest'
import { readRange } from '@/lib/alerts/outside-address'
import { postOutside } from '@/lib/alerts/service/post'
import { answering, type answerOk, Receiver } from '@/tests/support/receiver'

describe('a receiver', () => {
  const allowed = [readRange('127.0.0.1')!]
  const post = postOutside({ allowed })
  const hasty = postOutside({ allowed, deadlineMs: 300 })
  test.each<[string, typeof answerOk]>([
    ['says nothing', () => {}],
    [
      'drips its headers',
      ({ socket }) => {
        socket?.write('HTTP/1.1 200 OK\r\nX: ')
        setInterval(() => socket?.write('x'), 50).unref()
      },
    ],
    [
      'drips its answer',
      (response) => {
        response.writeHead(200)
        setInterval(() => response.write('x'), 50).unref()
      },
    ],
  ])('that %s is given up', async (_name, behave) => {
    const receiver = await Receiver.open(behave)
    await expect(hasty({ url: receiver.url, body: '{}' })).rejects.toThrow('no answer within 0.3 s')
    await receiver.close()
  })

  test('that answers without an end is read no further than 64 KiB', async () => {
    const receiver = await Receiver.open((response) => void response.writeHead(200).end('x'.repeat(5_000_000)))
    expect((await post({ url: receiver.url })).text).toHaveLength(65_536)
    await receiver.close()
  })

  test('that speaks another protocol is said', async () => {
    const receiver = await Receiver.open(({ socket }) => {
      socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')
    })
    await expect(post({ url: receiver.url })).rejects.toThrow('It answered 101')
    await receiver.close()
  })

  test('that is away is said', async () => {
    const receiver = await Receiver.open()
    const { url } = receiver
    await receiver.close()
    await expect(post({ url })).rejects.toThrow('ECONNREFUSED')
  })

  test('is not asked through a proxy of the environment', async () => {
    const [receiver, proxy] = [await Receiver.open(), await Receiver.open(answering(502))]
    Object.assign(process.env, { HTTP_PROXY: proxy.url, http_proxy: proxy.url, NODE_USE_ENV_PROXY: '1' })
    await post({ url: receiver.url })
    for (const name of ['HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY']) delete process.env[name]
    expect([receiver.received.length, proxy.received.length]).toEqual([1, 0])
    await receiver.close()
    await proxy.close()
  })
})
