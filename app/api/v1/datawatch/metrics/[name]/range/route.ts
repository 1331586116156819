import { askRange } from '@/lib/http/questions'
import { resource } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: askRange })
