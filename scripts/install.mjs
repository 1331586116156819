import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exclusively } from './lock.mjs'
import { collect } from './process.mjs'
import { checkNode, root } from './root.mjs'
import { command, during, Failure, say } from './say.mjs'

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

const allows = (list, here) => !list || (list.includes(here) && !list.includes(`!${here}`))

const isMusl = () => process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime

function isWantedHere({ os, cpu, libc }) {
  return allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, isMusl() ? 'musl' : 'glibc')
}

/** Whether node_modules holds what package-lock.json says, by the list that npm writes when it is done. */
export function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const wanted = read('package-lock.json').packages
  const found = read('node_modules/.package-lock.json').packages
  const missing = Object.entries(wanted).filter(([path, entry]) => {
    if (path === '' || entry.link || found[path]?.version === entry.version) return false
    return !entry.optional || found[path] || (entry.cpu && isWantedHere(entry))
  })
  const isExtra = (path) => !wanted[path]
  return missing.length === 0 && !Object.keys(found).some(isExtra)
}

function npm() {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') && /npm-cli/.test(cli) ? [process.execPath, cli] : ['npm']
}

/** Makes node_modules what package-lock.json says, with npm ci where it is not. */
export async function install() {
  checkNode()
  if (isInstalled()) return
  await exclusively('installation', async () => {
    if (isInstalled()) return
    const [program, ...first] = npm()
    const args = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
    await during('Installing packages (npm ci)', async () => {
      const { code, output } = await collect(program, args)
      if (code !== 0) throw new Failure(`npm ci failed:\n${output.trim().split('\n').slice(-20).join('\n')}`)
    })
    if (!isInstalled()) say('npm ci left out packages that package-lock.json lists for this platform')
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  command(async () => {
    await install()
    say('Packages are installed')
  })
}
