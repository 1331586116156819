import type { PreparedEvent } from './prepare'
import type { Sorted } from './sort'

/** Why an event is turned away though it could be read. */
export type Objection = { code: string; message: string }

/** The same without the events to which there is an objection, each of them refused by itself. */
export function turnAway(sorted: Sorted, objectionTo: (event: PreparedEvent) => Objection | null): Sorted {
  const kept: Pick<Sorted, 'events' | 'places' | 'origins'> = { events: [], places: [], origins: [] }
  const errors = [...sorted.errors]
  for (const [at, event] of sorted.events.entries()) {
    const index = sorted.places[at]!
    const origin = sorted.origins[at]!
    const objection = objectionTo(event)
    if (objection) {
      errors.push({ index, id: event.id, ...objection, ...origin })
      continue
    }
    kept.events.push(event)
    kept.places.push(index)
    kept.origins.push(origin)
  }
  return errors.length === sorted.errors.length ? sorted : { ...sorted, ...kept, errors }
}
