import 'server-only'
import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { DashboardFile, Widget } from '../contract'
import type { BoardFileList } from '../file-contract'
import { layOut } from '../lay-out'
import { readBoardFile } from '../read-board-file'
import { type BoardRow, listWidgets, type Queryable, updateBoard } from '../store/boards'
import { listFileBoards, listProblems, lockFiles, type ProblemRow, writeProblems } from '../store/files'
import { publishChange, publishNew } from './publish'

/** A file of the folder: what it says, or why that cannot be read. */
export type FolderFile = { file: string; text: string } | { file: string; unread: string }
/** What of the folder is to be brought in: files that are new or different, and names of those that went. */
export type FolderChange = { files: readonly FolderFile[]; gone: readonly string[]; all?: readonly string[] }

/** An id that is the same for the same widget of the same file, in every process. */
function widgetId(...names: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(names)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The widgets of a file with their places, in the order in which it has them. */
export function widgetsOf(file: string, { widgets }: Pick<DashboardFile, 'widgets'>): Widget[] {
  const seen = new Map<string, number>()
  const named = widgets.map((widget) => {
    const key = `${widget.type} ${widget.title}`
    const n = seen.get(key) ?? 0
    seen.set(key, n + 1)
    return { ...widget, id: widgetId(file, key, String(n)) }
  })
  return layOut(named)
}

type Made = { file: string; text: string; board: DashboardFile }

async function bringIn(tx: Queryable, context: Context, { file, text, board }: Made, row: BoardRow | undefined) {
  const { name, description, variables } = board
  const after = { name, description, variables, widgets: widgetsOf(file, board) }
  const fields = { file, fileText: text, deletedAt: null, deletedBy: null, edited: true }
  const origin = `Read from ${file}`
  if (!row) {
    const made = { id: uuidv7(), name, createdAt: context.now, updatedAt: context.now, ...fields }
    await publishNew(tx, context, made, after, origin)
    return
  }
  const { name: oldName, description: oldDescription, variables: oldVariables } = row
  const before = {
    name: oldName,
    description: oldDescription,
    variables: oldVariables,
    widgets: await listWidgets(tx, row.id),
  }
  const changed = await publishChange(tx, context, row, { before, after, origin, fields })
  if (!changed) await updateBoard(tx, row.id, fields)
}

function read(file: FolderFile): Made | { file: string; problem: Omit<ProblemRow, 'file' | 'at'> } {
  if ('unread' in file) return { file: file.file, problem: { line: null, column: null, message: file.unread } }
  const found = readBoardFile(file.text)
  return 'board' in found ? { ...file, board: found.board } : { file: file.file, problem: found.problem }
}

type Read = ReturnType<typeof read>

/** What stands in the way of one file harms no other. */
async function tryToBringIn(tx: Queryable, context: Context, made: Made, row: BoardRow | undefined): Promise<Read> {
  try {
    await tx.transaction((inner) => bringIn(inner, context, made, row))
    return made
  } catch (error) {
    context.log.error({ err: error, file: made.file }, 'a dashboard file was not stored')
    return {
      file: made.file,
      problem: { line: null, column: null, message: 'it could not be stored; the log says why' },
    }
  }
}

/**
 * Makes boards what their files say, those of files that went trash, and keeps what is wrong with the others, whose boards stay as
 * they are. With `all`, the names of every file there is, also boards of any other file are put into the trash. All of it at once.
 */
export function bringInBoards(context: Context, { files, gone, all }: FolderChange): Promise<void> {
  return context.db.transaction(async (tx) => {
    await lockFiles(tx)
    const rows = await listFileBoards(tx)
    const found: Read[] = []
    for (const made of files.map(read)) {
      const row = rows.get(made.file)
      const isSame = 'board' in made && row?.fileText === made.text && row.deletedAt === null
      found.push('problem' in made || isSame ? made : await tryToBringIn(tx, context, made, row))
    }
    const lost = all ? [...rows.keys()].filter((file) => !all.includes(file)) : gone
    for (const file of lost) {
      const row = rows.get(file)
      if (row && row.deletedAt === null)
        await updateBoard(tx, row.id, { deletedAt: context.now, deletedBy: `the removal of ${file}` })
    }
    const problems = found.flatMap((one) =>
      'problem' in one ? [{ file: one.file, at: context.now, ...one.problem }] : [],
    )
    for (const { file, line, message } of problems)
      context.log.warn({ file, line }, `dashboard file not read: ${message}`)
    await writeProblems(tx, [...files.map(({ file }) => file), ...gone], problems, all)
  })
}

/** The files of the folder of boards, with the boards that they are and what is wrong with them. */
export async function listBoardFiles({ db, config }: Context): Promise<BoardFileList> {
  const folder = config.dashboards.folder ?? null
  const [rows, problems] = await Promise.all([listFileBoards(db), listProblems(db)])
  const open = [...rows.values()].filter((row) => row.deletedAt === null)
  const broken = new Map(problems.map(({ file, line, column, message }) => [file, { line, column, message }]))
  const names = [...new Set([...open.map((row) => row.file!), ...broken.keys()])].sort()
  const files = names.map((file) => {
    const row = open.find((one) => one.file === file)
    return { file, dashboard_id: row?.id ?? null, problem: broken.get(file) ?? null }
  })
  return { folder, files }
}
