import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Found, findWords } from './find-words'

/** A page of the documentation: its path below `docs` without `.md`, its first heading, and its Markdown. */
export type Document = { page: string; title: string; text: string }

const mostFound = 30
const folder = () => join(process.cwd(), 'docs')
const pageName = /^(?:[a-z0-9-]+\/)*[A-Za-z0-9-]+$/
const titleOf = (text: string, page: string) => /^# (.+)$/m.exec(text)?.[1] ?? page

async function read(page: string): Promise<Document | null> {
  try {
    const text = await readFile(join(folder(), `${page}.md`), 'utf8')
    return { page, title: titleOf(text, page), text }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** The page at a path of the product, or null where there is none; a folder is its `README`. */
export async function readDocument(steps: readonly string[]): Promise<Document | null> {
  const page = steps.join('/')
  if (!pageName.test(page)) return null
  return (await read(page)) ?? read(`${page}/README`)
}

/** Every page, in the order of their paths. */
export async function listDocuments(): Promise<Document[]> {
  const files = await readdir(folder(), { recursive: true })
  const pages = files.filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -3).replaceAll('\\', '/'))
  const found = await Promise.all(pages.sort().map(read))
  return found.filter((one) => one !== null)
}

/** Where the documentation has every word of `query`. */
export async function searchDocuments(query: string): Promise<Found[]> {
  return findWords(await listDocuments(), query, mostFound)
}
