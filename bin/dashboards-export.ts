import { writeFileSync } from 'node:fs'
import { Api } from './api'
import type { Asked } from './description'
import { findDashboard } from './find-dashboard'
import { print, say } from './print'

export async function run({ args, options }: Asked): Promise<number> {
  const api = new Api(options)
  const { id, name } = await findDashboard(api, args[0]!)
  const { format, out } = options as { format: string; out?: string }
  const answer = await api.request(`/dashboards/${id}/export?format=${format}`)
  const text =
    format === 'yaml'
      ? await answer.text()
      : `${JSON.stringify(((await answer.json()) as { data: unknown }).data, null, 2)}\n`
  if (out === undefined) print(text)
  else {
    writeFileSync(out, text)
    say(`${name} is in ${out}`)
  }
  return 0
}
