import { answerAuth } from '@/lib/access/service/sign-in'
import { resource } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: answerAuth, POST: answerAuth })
