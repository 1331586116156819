import { z } from 'zod'

/** What is wrong with a file of the folder of boards; line and column from one, where they can be told. */
export const fileProblem = z.object({
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  message: z.string(),
})

const boardFile = z.object({
  file: z.string(),
  /** The board that it is, or was before it broke. */
  dashboard_id: z.uuid().nullable(),
  problem: fileProblem.nullable(),
})
export type BoardFile = z.infer<typeof boardFile>

/** The files of the folder of boards, by name; `folder` is null where none is set. */
export const boardFileList = z.object({ folder: z.string().nullable(), files: z.array(boardFile) })
export type BoardFileList = z.infer<typeof boardFileList>

/** What of a board's file is to be another, as a unified diff for `git apply` in the folder; empty where nothing is. */
export const boardPatch = z.object({ file: z.string(), patch: z.string() })
export type BoardPatch = z.infer<typeof boardPatch>
