import { streamEvents } from '@/lib/events/service/stream'
import { resource } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: streamEvents })
