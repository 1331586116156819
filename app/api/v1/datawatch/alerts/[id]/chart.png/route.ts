import { answerChart } from '@/lib/alerts/service/answer-chart'
import { resource } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: answerChart })
