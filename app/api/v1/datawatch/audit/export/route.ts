import { answerAuditExport } from '@/lib/access/service/export-audit'
import { resource } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: answerAuditExport,
})
