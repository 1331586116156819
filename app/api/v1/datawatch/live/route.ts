import { resource } from '@/lib/http/route'
import { streamChanges } from '@/lib/runtime/stream'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: streamChanges })
