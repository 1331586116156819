import type { Dialect } from './contract'
import { parseMysql } from './parse-mysql'
import { parsePostgres } from './parse-postgres'
import type { TableAction } from './statement'

/** One statement: what it does to tables, nothing where it concerns none, or why it cannot be read and where. */
export type ParsedStatement =
  | { text: string; actions: TableAction[] }
  | { text: string; error: { message: string; at: number } }

const longestStatement = 200_000
/** PostgreSQL's own scanner reads the rest of such a run again for each sign of it: twenty seconds for 100 KB of `/*`. */
const longRun = /[~!@#^&|`?+\-*/%<>=]{500}/

/** Cuts a text at the semicolons outside quotes and comments; `at` is where each begins. What is never closed goes on to the end, and is read once. */
export function splitStatements(sql: string): { text: string; at: number }[] {
  const parts: { text: string; at: number }[] = []
  const token =
    /'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)|"(?:[^"\\]|\\[\s\S]|"")*(?:"|\\?$)|`(?:[^`]|``)*(?:`|$)|--[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;/g
  let from = 0
  const push = (end: number) => {
    const text = sql.slice(from, end)
    const lead = text.length - text.trimStart().length
    if (text.trim() !== '') parts.push({ text: text.trim(), at: from + lead })
    from = end + 1
  }
  for (const found of sql.matchAll(token)) if (found[0] === ';') push(found.index)
  push(sql.length)
  return parts
}

const comments = /^(?:\s|--[^\n]*\n|#[^\n]*\n|\/\*(?!!)[\s\S]*?\*\/)*/
const aboutTables =
  /^(create|drop|alter)\s+(or\s+replace\s+|temporary\s+|global\s+|local\s+|unlogged\s+|unique\s+|fulltext\s+|spatial\s+|online\s+|ignore\s+)*(table|index)\b|^rename\s+table\b/i

/** Whether a statement is about a table or an index; others change no schema. */
const concernsTables = (text: string) => aboutTables.test(text.replace(comments, ''))

function parseEach(sql: string): ParsedStatement[] {
  return splitStatements(sql).map(({ text, at }) => {
    if (!concernsTables(text)) return { text, actions: [] }
    const parsed = parseMysql(text)
    return 'error' in parsed ? { text, error: { ...parsed.error, at: at + parsed.error.at } } : parsed
  })
}

/** What statements do to tables, in order. What cannot be read is told with its place in the text. */
export async function parseStatements(sql: string, dialect: Dialect): Promise<ParsedStatement[]> {
  if (sql.length > longestStatement)
    return [{ text: sql.slice(0, 1000), error: { message: 'the statement is too long', at: 0 } }]
  if (dialect === 'mysql') return parseEach(sql)
  const at = sql.search(longRun)
  if (at >= 0) return [{ text: sql.slice(0, 1000), error: { message: 'more than 500 signs without a word', at } }]
  return parsePostgres(sql)
}

type About = { source?: unknown; position?: unknown; metadata?: unknown }
const textIn = (value: unknown, name: string) =>
  typeof value === 'object' && value !== null ? String((value as Record<string, unknown>)[name] ?? '') : ''

const mysqlWords = /`|\bauto_increment\b|\bengine\s*=|\bunsigned\b|\bmodify\s|\bchange\s+column\b|^\s*rename\s+table\b/i

/** The dialect of a statement by its sender, else by its words. */
export function dialectOf(sql: string, { source, position, metadata }: About): Dialect {
  const said = `${String(source ?? '')} ${textIn(metadata, 'connector')}`.toLowerCase()
  if (/mysql|maria/.test(said) || textIn(position, 'file') !== '') return 'mysql'
  if (/postgres/.test(said) || textIn(position, 'lsn') !== '') return 'postgresql'
  return mysqlWords.test(sql) ? 'mysql' : 'postgresql'
}
