import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const app = new URL('../../app', import.meta.url).pathname

/** The files called `name` under `app`, with the address each answers at; a parameter stands for itself, in `[…]`. */
export function filesOf(name: 'page.tsx' | 'route.ts'): { file: string; address: string; names: string[] }[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .map((file) => {
      const folder = file.slice(0, -name.length).replace(/\/$/, '')
      const names = [...folder.matchAll(/\[(?:\.\.\.)?([^\]]+)\]/g)].map(([, one]) => one ?? '')
      return { file: join(app, file), address: `/${folder}`, names }
    })
    .sort((one, other) => (one.address < other.address ? -1 : 1))
}
