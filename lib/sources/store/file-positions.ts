import 'server-only'
import { and, eq } from 'drizzle-orm'
import { filePositions } from '@/drizzle/schema/sources'
import type { Database } from '@/lib/db/client'

export type FilePosition = typeof filePositions.$inferSelect

export async function findFilePosition(db: Database, source: string, path: string): Promise<FilePosition | null> {
  const rows = await db
    .select()
    .from(filePositions)
    .where(and(eq(filePositions.source, source), eq(filePositions.path, path)))
  return rows[0] ?? null
}

export async function keepFilePosition(db: Database, row: FilePosition) {
  await db
    .insert(filePositions)
    .values(row)
    .onConflictDoUpdate({ target: [filePositions.source, filePositions.path], set: row })
}
