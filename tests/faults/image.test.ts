import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Image, readIgnored } from '@/tests/support/image'
import { freePort } from '@/tests/support/server'

const root = process.cwd()
/** `npm run image:check` runs them all; else what this run of the tests has installed and built already stands in their place. */
const whole = process.env.IMAGE_STEPS === 'all'
const done = [
  { command: /^npm ci /, binds: [{ from: `${root}/node_modules`, to: '/app/node_modules' }] },
  { command: /npm run build$/, binds: [{ from: `${root}/.next`, to: '/app/.next' }] },
]
const instead = (command: string) => (whole ? null : (done.find((one) => one.command.test(command))?.binds ?? null))

const obstacle = Image.obstacle()
if (obstacle) console.log(`the steps of the image are not tried: ${obstacle}`)

describe.skipIf(obstacle)('the steps of the Dockerfile, run as plain commands', () => {
  let image: Image
  beforeAll(async () => {
    image = await Image.build(root, instead)
  }, 1_200_000)
  afterAll(() => image?.remove())

  test('what is shipped is what runs: no sources, no tests, no tools, below 220 MB', async () => {
    const { out } = await image.run(['sh', '-c', 'ls -A; echo; ls node_modules; du -sm --apparent-size . | cut -f1'])
    const [top = '', rest = ''] = out.split('\n\n')
    expect(top.split('\n').filter((name) => !/^(\.next|bin|docs|drizzle|node_modules|public)$/.test(name))).toEqual(
      ['answer-headers.mjs', 'next.config.mjs', 'package.json', 'server.mjs'].sort(),
    )
    const packages = rest.trim().split('\n')
    expect(packages.filter((name) => /^(vitest|typescript|tailwindcss|playwright|esbuild|tsx)$/.test(name))).toEqual([])
    expect(Number(packages.pop())).toBeLessThan(220)
  })

  test('it runs as somebody without rights, who may write the data folder and nothing of the program', async () => {
    const { out } = await image.run(['sh', '-c', 'id -u; touch /data/a && rm /data/a && echo data; touch /usr/x'])
    expect(out).toMatch(/^1000\ndata\ntouch: .*Read-only file system/)
  })

  test('the command tells what it can do, from wherever', async () => {
    const { code, out } = await image.run(['sh', '-c', 'cd /tmp && datawatch --help'])
    expect([code, out]).toEqual([0, expect.stringContaining('backup')])
  })

  test('it starts with a database of its own, becomes healthy, takes events, is backed up while it runs, and stops', async () => {
    const port = await freePort()
    const env = {
      PORT: String(port),
      DATAWATCH_ACCESS_API_KEYS: 'the-key-of-this-very-test',
      DATAWATCH_ANOMALY_DETECTION_INTERVAL: '1s',
    }
    const server = image.start(image.command, env)
    const ended = once(server, 'close')
    let said = ''
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => (said += chunk))
    try {
      const health = () => image.run(image.healthCheck, env).then(({ code }) => code)
      await expect.poll(health, { timeout: 60_000, interval: 250, message: said }).toBe(0)
      const known = { authorization: `Bearer ${env.DATAWATCH_ACCESS_API_KEYS}`, 'content-type': 'application/json' }
      const api = `http://127.0.0.1:${port}/api/v1/datawatch`
      const at = new Date().toISOString()
      const event = { type: 'INSERT', table: 'orders', timestamp: at, after: { id: 1, amount: 2.5, status: 'paid' } }
      const sent = await fetch(`${api}/events`, { method: 'POST', headers: known, body: JSON.stringify(event) })
      expect(sent.status, await sent.text()).toBe(202)
      const pages = ['/signin', '/api/v1/datawatch/metrics', '/api/v1/label/__name__/values', '/metrics']
      const statuses = await Promise.all(
        pages.map((page) => fetch(`http://127.0.0.1:${port}${page}`, { headers: known }).then(({ status }) => status)),
      )
      expect(statuses).toEqual([200, 200, 200, 200])
      const passes = () => fetch(`http://127.0.0.1:${port}/metrics`, { headers: known }).then((answer) => answer.text())
      await expect.poll(passes, { timeout: 20_000 }).toMatch(/detection_pass_duration_seconds_count [1-9]/)
      const { code, out } = await image.run(['datawatch', 'backup', '/data/backup.tgz'])
      expect(code, out).toBe(0)
      const check = await image.run(['datawatch', 'restore', '--check', '/data/backup.tgz'])
      expect([check.code, check.out]).toEqual([0, expect.stringContaining('is whole')])
    } finally {
      server.kill('SIGTERM')
    }
    expect((await ended)[0], said).toBe(0)
    expect(said).not.toMatch(/Cannot find|ERR_MODULE|"level":[56]0/)
  }, 120_000)
})

test('what stays out of the image: the list is of names, and those are left', () => {
  const ignored = readIgnored('# why\n.git\n*.log\n.env.*\n')
  expect(['.git', 'a.log', '.env.local', '.env', 'git', '.gitignore'].map(ignored)).toEqual([
    ...[true, true, true, false, false, false],
  ])
  expect(() => readIgnored('**/tmp')).toThrow('cannot read **/tmp')
})
