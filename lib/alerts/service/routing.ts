import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Routing, RoutingAnswer } from '../routing-contract'
import { announceAlerts } from '../store/outbox'
import { findRouting, listRoutedChannels, saveRouting } from '../store/routing'
import { requirePatterns } from './silences'

function requireSense({ routes, inhibitions }: Routing) {
  routes.forEach(({ matchers }, at) => {
    requirePatterns(matchers, `routes.${at}.matchers`)
  })
  inhibitions.forEach(({ source, target }, at) => {
    requirePatterns(source, `inhibitions.${at}.source`)
    requirePatterns(target, `inhibitions.${at}.target`)
  })
}

async function warningsOf({ db }: Context, { routes }: Routing): Promise<string[]> {
  const known = new Set((await listRoutedChannels(db)).flatMap(({ id, name }) => [id, name]))
  const named = routes.flatMap((route) => [
    ...route.channels.map((channel) => ({ route: route.name, channel })),
    ...route.escalations.flatMap(({ channels }) => channels.map((channel) => ({ route: route.name, channel }))),
  ])
  const unknown = named
    .filter(({ channel }) => !known.has(channel))
    .map(({ route, channel }) => `Route ${route}: there is no channel ${channel} yet`)
  const last = routes.findIndex(({ matchers, continue: goes }) => matchers.length === 0 && !goes)
  const dead =
    last >= 0
      ? routes.slice(last + 1).map(({ name }) => `Route ${name} is never asked: ${routes[last]!.name} takes all`)
      : []
  return [...unknown, ...dead]
}

/** Who is told of what. */
export async function getRouting(context: Context): Promise<RoutingAnswer> {
  const { config, db } = context
  const row = await findRouting(db)
  const routing = config.alerts.routing ?? row?.routing ?? { routes: [], inhibitions: [] }
  return {
    ...routing,
    origin: config.alerts.routing ? 'file' : 'manual',
    updated_by: config.alerts.routing ? null : (row?.updatedBy ?? null),
    updated_at: config.alerts.routing ? null : (row?.updatedAt.toISOString() ?? null),
    warnings: await warningsOf(context, routing),
  }
}

/** Says who is told of what from now on. Throws `invalid_input`, and `conflict` where the configuration says it. */
export async function setRouting(context: Context, routing: Routing): Promise<RoutingAnswer> {
  const { config, db, actor, now } = context
  if (config.alerts.routing)
    throw new AppError('conflict', 'Routing is set in the configuration (alerts.routing); change it there')
  requireSense(routing)
  await saveRouting(db, routing, actor.name, now)
  await announceAlerts(db, 'alert-rules')
  return getRouting(context)
}
