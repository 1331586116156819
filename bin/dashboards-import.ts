import type { Dashboard } from '@/lib/dashboards/contract'
import { Api } from './api'
import type { Asked } from './description'
import { print, printJson } from './print'
import { readDocument } from './read-document'

export async function run({ args, options }: Asked): Promise<number> {
  const api = new Api(options)
  const made = await api.post<Dashboard>('/dashboards/import', readDocument(args[0]!))
  if (options.json) printJson(made)
  else print(`${made.name} is at ${api.address}/dashboards/${made.id}\n`)
  return 0
}
