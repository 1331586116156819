import type { DashboardList } from '@/lib/dashboards/contract'
import { Api } from './api'
import type { Asked } from './description'
import { print, printJson, say } from './print'
import { table } from './table'
import { plain } from './terminal'

type Listed = DashboardList['dashboards'][number]

export async function run({ options }: Asked): Promise<number> {
  const found = await new Api(options).list<Listed>('/dashboards', 'dashboards')
  if (options.json) printJson(found)
  else {
    const columns = [{ name: 'NAME' }, { name: 'ID' }, { name: 'CHANGED' }]
    print(
      table(
        columns,
        found.map(({ id, name, updated_at }) => [plain(name), id, updated_at]),
      ),
    )
    if (found.length === 0) say('There is no dashboard yet')
  }
  return 0
}
