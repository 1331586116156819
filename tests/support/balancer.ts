import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { atExit } from './at-exit'
import { needProgram } from './debian-package'
import { blocksOf } from './guide-blocks'
import { freePort } from './server'
import { temporaryFolder } from './test-database'

const guide = 'docs/guides/scale-out.md'

/** nginx, installed where it is absent and can be. */
export const needNginx = () => needProgram('nginx', 'nginx')

/** What the guide has people write, with the ports of a test and without TLS. */
function configuration(folder: string, port: number, upstreams: readonly number[]): string {
  const told = blocksOf(guide).find(({ language }) => language === 'nginx')?.code
  const servers = upstreams.map((upstream) => `  server 127.0.0.1:${upstream} max_fails=1 fail_timeout=1s;\n`).join('')
  const site = told
    ?.replace(/( {2}server 10\..*\n)+/, servers)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace('server_name datawatch.example.com;', '')
  if (!site?.includes(servers) || !site.includes(`127.0.0.1:${port};`))
    throw new Error(`${guide} has no nginx block of the known form`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return [
    'daemon off;',
    'master_process off;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr error;',
    'events { worker_connections 1024; }',
    'http {',
    'access_log off;',
    ...temporary.map((name) => `${name}_temp_path ${folder}/${name};`),
    site,
    '}',
  ].join('\n')
}

/** An nginx in front of servers on this machine, configured as the guide says. */
export class Balancer {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly clear: () => void,
  ) {}

  static async start(program: string, upstreams: readonly number[]): Promise<Balancer> {
    const place = temporaryFolder('nginx')
    const port = await freePort()
    const file = join(place.folder, 'nginx.conf')
    mkdirSync(join(place.folder, 'logs'))
    writeFileSync(file, configuration(place.folder, port, upstreams))
    const child = spawn(program, ['-p', place.folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] })
    child.once(
      'exit',
      atExit(() => child.kill('SIGKILL')),
    )
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-5000)
    })
    const balancer = new Balancer(port, child, place.remove)
    for (const until = performance.now() + 10_000; performance.now() < until; await pause(20)) {
      if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${said}`)
      if (await fetch(`${balancer.url}/health`).catch(() => null)) return balancer
    }
    throw new Error(`nginx does not answer: ${said}`)
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit')
      this.child.kill('SIGKILL')
      await ended
    }
    this.clear()
  }
}
