import { eventList, eventListQuery } from '@/lib/events/contract'
import { listEvents } from '@/lib/events/service/list'
import { ordered } from '@/lib/http/contract'
import { deliver } from '@/lib/http/deliver'
import { route } from '@/lib/http/route'

const receive = deliver({ batch: false })

export const GET = route(
  { guard: 'read', query: ordered(eventListQuery), response: eventList, exact: true },
  (context, { query }) => listEvents(context, query),
)

export { receive as DELETE, receive as OPTIONS, receive as PATCH, receive as POST, receive as PUT }
