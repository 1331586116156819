import 'server-only'
import { createTwoFilesPatch } from 'diff'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { DashboardBody } from '../contract'
import { editFile } from '../edit-file'
import type { BoardPatch } from '../file-contract'
import { readBoardFile } from '../read-board-file'
import { findFileText, listProblems } from '../store/files'
import { widgetsOf } from './board-files'
import { getDashboard } from './get-dashboard'

const head = /^=+\n/

/** What is to be done to the file of a board to make it `next`, as a patch. Throws `conflict` for a board without a file. */
export async function patchBoard(context: Context, id: string, next: DashboardBody): Promise<BoardPatch> {
  await getDashboard(context, id)
  const known = await findFileText(context.db, id)
  const read = known && readBoardFile(known.text)
  if (!known || !read || !('board' in read)) throw new AppError('conflict', 'This dashboard is not read from a file')
  const { file, text } = known
  const broken = (await listProblems(context.db)).find((one) => one.file === file)
  if (broken) throw new AppError('conflict', `The file ${file} cannot be read: ${broken.message}. Mend it first`)
  const edited = editFile(file, text, { ...read.board, widgets: widgetsOf(file, read.board) }, next)
  if (edited === text) return { file, patch: '' }
  const diff = createTwoFilesPatch(`a/${file}`, `b/${file}`, text, edited, undefined, undefined, { context: 3 })
  return { file, patch: `diff --git a/${file} b/${file}\n${diff.replace(head, '')}` }
}
