import { answerEventExport } from '@/lib/events/service/export'
import { resource } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: answerEventExport })
