import 'server-only'
import { recordDeed } from '@/lib/access/service/audit'
import { addressOf } from '@/lib/access/service/limits'
import type { Context } from '@/lib/context/context'
import { withDeadline } from '@/lib/http/deadline'
import { describe } from '@/lib/http/description'
import { admit } from '@/lib/http/guards'
import { answerLines, lineTypes } from '@/lib/http/line-file'
import { patience, readQuery, respond } from '@/lib/http/route'
import { createContext } from '@/lib/runtime/runtime'
import { type EventExportQuery, eventExportQuery } from '../contract'
import { eventCsvHead, eventCsvLine, eventJsonLine } from '../export-lines'
import { listExportedTables, readExportPage } from '../store/export'
import type { EventPlace } from '../store/read'

const forms = { csv: { head: eventCsvHead, line: eventCsvLine }, ndjson: { head: '', line: eventJsonLine } }
const [fewest, most, pageBytes] = [20, 2000, 2 * 1024 * 1024]

/**
 * Lines of raw events, table by table, of each the newest first, a page at a time: each page is a statement of its own, as many events as
 * come to 2 MiB or a single one that is larger, so that neither memory nor a connection is held by a slow reader.
 */
export async function* exportEvents({ db }: Context, query: EventExportQuery): AsyncGenerator<string> {
  const { line } = forms[query.format]
  let limit = fewest
  for (const { id } of await listExportedTables(db.$client, query)) {
    for (let after: EventPlace | null = null; ; ) {
      const rows = await readExportPage(db.$client, id, { ...query, after, limit, bytes: pageBytes })
      if (rows.length === 0) break
      const text = rows.map(line).join('')
      yield text
      const last = rows.at(-1)!
      after = { at: last.at, uid: last.uid }
      limit = Math.min(most, Math.max(fewest, Math.floor((pageBytes / text.length) * rows.length)))
    }
  }
}

/** Raw events as a file, streamed; that they were taken out is in the audit log. */
export const answerEventExport = describe(
  { guard: 'read', query: eventExportQuery, gives: ['text/csv', 'application/x-ndjson'] },
  (request, next) =>
    respond(
      request,
      async (requestId) => {
        const context = createContext((await admit('read', request.headers)).actor)
        const query = readQuery(new URL(request.url), eventExportQuery)
        const { db, actor, now, log } = context
        const name = `events-${query.table ? `${query.table.replace(/[^\w.-]/g, '_')}-` : ''}${now.toISOString().slice(0, 10)}.${query.format}`
        const file = answerLines({
          name,
          type: lineTypes[query.format],
          head: forms[query.format].head,
          parts: exportEvents(context, { ...query, to: query.to ?? now.toISOString() }),
          mayGoOn: () => admit('read', request.headers),
        })
        const answer = await withDeadline(file, patience('read'))
        const deed = { action: 'events.export', target: query.table ?? null, sent: query }
        await recordDeed(db, actor, now, deed, { address: addressOf(request.headers), requestId }).catch((error) =>
          log.error({ err: error, action: deed.action }, 'what was done is not in the audit log'),
        )
        return answer
      },
      next,
    ),
)
