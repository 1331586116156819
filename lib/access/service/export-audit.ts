import 'server-only'
import { withDeadline } from '@/lib/http/deadline'
import { describe } from '@/lib/http/description'
import { admit } from '@/lib/http/guards'
import { answerLines, lineTypes } from '@/lib/http/line-file'
import { patience, readQuery, respond } from '@/lib/http/route'
import { createContext } from '@/lib/runtime/runtime'
import { type AuditEntry, auditExportQuery } from '../audit-contract'
import { auditCsvHead, auditCsvLine } from '../audit-csv'
import { exportAudit } from './audit'

const forms = {
  csv: { head: auditCsvHead, line: auditCsvLine },
  ndjson: { head: '', line: (entry: AuditEntry) => `${JSON.stringify(entry)}\n` },
}

async function* written(pages: AsyncIterable<AuditEntry[]>, line: (entry: AuditEntry) => string) {
  for await (const page of pages) yield page.map(line).join('')
}

/** The audit log as a file, streamed. */
export const answerAuditExport = describe(
  { guard: 'audit', query: auditExportQuery, gives: ['text/csv', 'application/x-ndjson'] },
  (request, next) =>
    respond(
      request,
      async () => {
        const context = createContext((await admit('audit', request.headers)).actor)
        const query = readQuery(new URL(request.url), auditExportQuery)
        const { head, line } = forms[query.format]
        const name = `audit-${context.now.toISOString().slice(0, 10)}.${query.format}`
        const parts = written(exportAudit(context, query), line)
        return withDeadline(answerLines({ name, type: lineTypes[query.format], head, parts }), patience('audit'))
      },
      next,
    ),
)
