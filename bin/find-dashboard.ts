import { nearestFew } from '@/lib/config/nearest'
import type { DashboardList } from '@/lib/dashboards/contract'
import type { Api } from './api'
import { Refusal } from './exit-code'

type Listed = DashboardList['dashboards'][number]

/** The dashboard with this id or name. Throws where there is none, or several have the name. */
export async function findDashboard(api: Api, wanted: string): Promise<Listed> {
  const all = await api.list<Listed>('/dashboards', 'dashboards')
  const found = all.filter(({ id, name }) => id === wanted || name === wanted)
  const like = found.length > 0 ? found : all.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  const [only, ...more] = like
  if (only && more.length === 0) return only
  if (only)
    throw new Refusal(
      `${like.length} dashboards are called ${wanted}; say which by its id: ${like.map(({ id }) => id).join(', ')}`,
    )
  const names = nearestFew(
    wanted,
    all.map(({ name }) => name),
    3,
  )
  const meant = names.length > 0 ? `did you mean ${names.join(' or ')}?` : '"datawatch dashboards list" has them all'
  throw new Refusal(`there is no dashboard ${JSON.stringify(wanted)}; ${meant}`)
}
