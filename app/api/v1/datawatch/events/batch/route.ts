import { deliver } from '@/lib/http/deliver'
import { resource } from '@/lib/http/route'

export const { DELETE, GET, PATCH, POST, PUT } = resource({ POST: deliver({ batch: true }) })
