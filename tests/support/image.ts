import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Copy, DockerfileParser, type Env, type Flag, type From, type Instruction } from 'dockerfile-ast'
import { atExit } from './at-exit'
import { temporaryFolder } from './test-database'

type Stage = { name: string; root: string; cwd: string; env: Record<string, string>; user: string; binds: Bind[] }
type Bind = { from: string; to: string }
export type Ran = { code: number | null; out: string }
/** What stands in the place of a RUN: folders of this machine that hold what it would make; null has it run. */
export type Instead = (command: string) => Bind[] | null

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
/** As the base image has it: a user without rights. */
const ids = (user: string) => (user === 'node' ? '1000:1000' : '0:0')
const addUser = `grep -q ^node: "$1/root/etc/passwd" || {
  echo 'node:x:1000:1000::/home/node:/bin/sh' >> "$1/root/etc/passwd"; echo 'node:x:1000:' >> "$1/root/etc/group"; }`

const words = (instruction: Instruction) => instruction.getArguments().map((one) => one.getValue())
/** The words of `["sh", "x"]`, after CMD where it says that too. */
function strings(instruction: Instruction): string[] {
  const raw = instruction.getRawArgumentsContent() ?? ''
  return JSON.parse(raw.slice(raw.indexOf('['))) as string[]
}
const flagOf = (flags: Flag[], name: string) => flags.find((flag) => flag.getName() === name)?.getValue() ?? ''

/** What of the top of a folder is not copied; throws at patterns that say more than a name with `*`. */
export function readIgnored(text: string): (name: string) => boolean {
  const patterns = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const expressions = patterns.map((pattern) => {
    if (!/^[\w.*-]+$/.test(pattern) || pattern.includes('**')) throw new Error(`.dockerignore: cannot read ${pattern}`)
    return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
  })
  return (name) => expressions.some((expression) => expression.test(name))
}

/**
 * The steps of a Dockerfile, run as plain commands: each stage in a root of its own, which is this machine's in the place of the
 * base image, with all that is written kept apart (overlayfs) in a mount namespace that ends with this process.
 */
export class Image {
  readonly #place = temporaryFolder('image')
  readonly #holder: ChildProcess
  readonly #stages: Stage[] = []
  readonly #volumes: string[] = []
  #check: string[] = []
  #command: string[] = []

  private constructor(private readonly context: string) {
    const hold = ['--mount', '--propagation', 'private', 'sleep', 'infinity']
    this.#holder = spawn('unshare', hold, { stdio: 'ignore' })
    this.#holder.once(
      'exit',
      atExit(() => this.#holder.kill('SIGKILL')),
    )
  }

  /** Why the steps cannot be run here, or null. */
  static obstacle(): string | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'roots of their own need root on Linux'
    const script = `mount -t tmpfs tmpfs /mnt && mkdir /mnt/u /mnt/w /mnt/r
      mount -t overlay -o lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w overlay /mnt/r`
    const tried = spawnSync('unshare', ['--mount', '--propagation', 'private', 'sh', '-ec', script])
    return tried.status === 0 ? null : `no overlayfs in a mount namespace here: ${tried.stderr}`.trim()
  }

  static async build(context: string, instead: Instead = () => null): Promise<Image> {
    const image = new Image(context)
    try {
      const own = () => image.#outside('readlink /proc/self/ns/mnt')
      while (own() === execFileSync('readlink', ['/proc/self/ns/mnt'], { encoding: 'utf8' })) await pause(10)
      const dockerfile = DockerfileParser.parse(readFileSync(join(context, 'Dockerfile'), 'utf8'))
      for (const instruction of dockerfile.getInstructions()) await image.#do(instruction, instead)
      image.#seal()
      return image
    } catch (error) {
      image.remove()
      throw error
    }
  }

  get #last(): Stage {
    return this.#stages.at(-1)!
  }

  #stage(name: string) {
    return this.#stages.find((stage) => stage.name === name)
  }

  #outside(script: string, ...args: string[]) {
    const enter = ['-t', String(this.#holder.pid), '-m', 'sh', '-ec', script, 'sh', ...args]
    return execFileSync('nsenter', enter, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  }

  async #do(instruction: Instruction, instead: Instead) {
    const stage = this.#last
    const keyword = instruction.getKeyword()
    if (keyword === 'FROM') this.#from(instruction as From)
    else if (keyword === 'COPY') this.#copy(instruction as Copy)
    else if (keyword === 'USER') stage.user = words(instruction)[0]!
    else if (keyword === 'CMD') this.#command = strings(instruction)
    else if (keyword === 'HEALTHCHECK') this.#check = strings(instruction)
    else if (keyword === 'ENV')
      for (const one of (instruction as Env).getProperties()) stage.env[one.getName()] = one.getValue() ?? ''
    else if (keyword === 'WORKDIR') {
      stage.cwd = words(instruction)[0]!
      this.#outside('mkdir -p "$1"', stage.root + stage.cwd)
    } else if (keyword === 'RUN') await this.#run(instruction.getRawArgumentsContent() ?? '', instead)
    else if (keyword === 'VOLUME') this.#volumes.push(...words(instruction))
    else if (!['EXPOSE', 'STOPSIGNAL'].includes(keyword)) throw new Error(`${keyword} is not known here`)
  }

  #from(instruction: From) {
    const earlier = this.#stage(words(instruction)[0]!)
    const folder = join(this.#place.folder, `stage-${this.#stages.length}`)
    mkdirSync(folder)
    this.#outside(
      `mount -t tmpfs -o mode=0755 tmpfs "$1" && mkdir -m 0755 "$1/up" "$1/work" "$1/root"
       [ -z "$2" ] || cp -a "$2/../up/." "$1/up/"
       mount -t overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" overlay "$1/root"
       mount -t proc proc "$1/root/proc" && mount --rbind /dev "$1/root/dev"
       mount -t tmpfs -o mode=1777 tmpfs "$1/root/tmp"; ${addUser}`,
      folder,
      earlier?.root ?? '',
    )
    const { cwd = '/', env = {}, binds = [] } = earlier ?? {}
    const name = instruction.getBuildStage() ?? ''
    this.#stages.push({ name, root: join(folder, 'root'), cwd, env: { ...env }, user: 'root', binds: [] })
    this.#bind(binds)
  }

  #bind(binds: Bind[]) {
    const { root } = this.#last
    for (const { from, to } of binds)
      this.#outside('mkdir -p "$2" && mount --bind -o ro "$1" "$2"', from, join(root, to))
    this.#last.binds.push(...binds)
  }

  #copy(copy: Copy) {
    const stage = this.#last
    const given = words(copy)
    const from = flagOf(copy.getFlags(), 'from')
    const base = from ? this.#stage(from)!.root : this.context
    const ignored = from ? () => false : readIgnored(readFileSync(join(base, '.dockerignore'), 'utf8'))
    const user = ids(flagOf(copy.getFlags(), 'chown').split(':')[0]!)
    const into = join(stage.root, stage.cwd, given.at(-1)!)
    for (const source of given.slice(0, -1)) {
      const left = source === '.' ? readdirSync(base).filter(ignored) : []
      this.#outside(
        `source=$1 into=$2 user=$3; shift 3; mkdir -p "$into"
         if [ -d "$source" ]; then set -- -C "$source" "$@" .; else set -- -C "$(dirname "$source")" "$(basename "$source")"; fi
         tar --anchored --owner=\${user%:*} --group=\${user#*:} -cf - "$@" | tar -C "$into" -xpf -`,
        ...[join(base, source), into, user, ...left.map((name) => `--exclude=./${name}`)],
      )
    }
  }

  async #run(command: string, instead: Instead) {
    const binds = instead(command)
    if (binds) return this.#bind(binds)
    const { code, out } = await this.run(['sh', '-ec', command])
    if (code !== 0) throw new Error(`RUN ${command} ended with ${code}: ${out.slice(-3000)}`)
  }

  /** As `read_only: true` has it: volumes and /tmp alone can be written. */
  #seal() {
    const { root } = this.#last
    for (const volume of this.#volumes)
      this.#outside('mount -t tmpfs -o "mode=$(stat -c %a "$1"),uid=$(stat -c %u "$1")" tmpfs "$1"', root + volume)
    this.#outside('mount -o remount,ro "$1"', root)
  }

  /** Starts a program in the last stage, as its user. */
  start(command: string[], env: Record<string, string> = {}): ChildProcess {
    const stage = this.#last
    const set = Object.entries({ PATH: path, ...stage.env, ...env }).map(([name, value]) => `${name}=${value}`)
    const enter = ['-t', String(this.#holder.pid), '-m', 'chroot', `--userspec=${ids(stage.user)}`, stage.root]
    const inside = ['env', '-i', ...set, 'sh', '-c', 'cd "$0" && exec "$@"', stage.cwd, ...command]
    const child = spawn('nsenter', [...enter, ...inside], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.once(
      'exit',
      atExit(() => child.kill('SIGKILL')),
    )
    return child
  }

  /** Runs a program in the last stage to its end; answers what it wrote. */
  async run(command: string[], env?: Record<string, string>): Promise<Ran> {
    const child = this.start(command, env)
    let out = ''
    const keep = (chunk: Buffer) => {
      out += chunk.toString()
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const [code] = await once(child, 'close')
    return { code, out }
  }

  /** What the image says to start, and to ask whether it is healthy. */
  get command() {
    return this.#command
  }
  get healthCheck() {
    return this.#check
  }

  remove() {
    this.#holder.kill('SIGKILL')
    this.#place.remove()
  }
}
