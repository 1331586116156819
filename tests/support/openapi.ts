import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Method } from '@/lib/http/methods'
import type { Handler } from '@/lib/http/route'
import { buildDocument } from '@/lib/openapi/document'
import { nameSchemas } from '@/lib/openapi/name-schemas'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const documentFile = join(root, 'lib/openapi/openapi.json')

/** Files below a folder, as paths in it, in order. */
const filesIn = (folder: string, matches: (file: string) => boolean) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(matches).sort()

const load = async (path: string): Promise<Record<string, unknown>> => import(join(root, path))

/** The document, made from every route and contract, with the routes. */
export async function makeDocument() {
  const modules = []
  for (const file of filesIn('lib', (file) => file.endsWith('contract.ts')))
    modules.push({ domain: file.split('/')[0]!, exported: await load(`lib/${file}`) })
  const routes = new Map<string, Partial<Record<Method, Handler>>>()
  for (const file of filesIn('app', (file) => /(^|\/)route\.ts$/.test(file)))
    routes.set(`/${file.replace(/\/?route\.ts$/, '')}`, await load(`app/${file}`))
  const find = (method: Method, address: string) => routes.get(address)?.[method]
  return { document: buildDocument(find, nameSchemas(modules)), find, addresses: [...routes.keys()] }
}
