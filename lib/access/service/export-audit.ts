import 'server-only'
import { withDeadline } from '@/lib/http/deadline'
import { admit } from '@/lib/http/guards'
import { type Handler, patience, readQuery, respond } from '@/lib/http/route'
import { createContext } from '@/lib/runtime/runtime'
import { type AuditEntry, auditExportQuery } from '../audit-contract'
import { auditCsvHead, auditCsvLine } from '../audit-csv'
import { exportAudit } from './audit'

const forms = {
  csv: { type: 'text/csv; charset=utf-8', head: auditCsvHead, line: auditCsvLine },
  ndjson: { type: 'application/x-ndjson', head: '', line: (entry: AuditEntry) => `${JSON.stringify(entry)}\n` },
}

/** The audit log as a file, streamed. */
export const answerAuditExport: Handler = (request, next) =>
  respond(
    request,
    async () => {
      const context = createContext((await admit('audit', request.headers)).actor)
      const query = readQuery(new URL(request.url), auditExportQuery)
      const { type, head, line } = forms[query.format]
      const pages = exportAudit(context, query)
      const first = await withDeadline(pages.next(), patience('audit'))
      const encoder = new TextEncoder()
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(encoder.encode(head))
          if (first.done) controller.close()
          else controller.enqueue(encoder.encode(first.value.map(line).join('')))
        },
        pull: async (controller) => {
          const { done, value } = await pages.next()
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value.map(line).join('')))
        },
        cancel: async () => void (await pages.return(undefined)),
      })
      const name = `audit-${context.now.toISOString().slice(0, 10)}.${query.format}`
      return new Response(body, {
        headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
      })
    },
    next,
  )
