import postgres from 'postgres'

export const cronSecret = 'cron-secret-of-the-browser-tests'

function given(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run these tests through \`make test\``)
  return value
}

/** Where the server under test listens. */
export const baseUrl = () => given('DATAWATCH_E2E_URL')

/** The folder of boards that the server under test reads. */
export const boardsFolder = () => given('DATAWATCH_E2E_BOARDS')

/** The address of a database beside the shop's own. */
export function shopUrl(database: string): string {
  const url = new URL(given('DATAWATCH_E2E_SHOP'))
  url.pathname = `/${database}`
  return url.toString()
}

/** Runs SQL in the shop's own database, as its application would. */
export async function inShop<T extends object>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(given('DATAWATCH_E2E_SHOP'), { max: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** One detection pass through the cron route; answers its figures. */
export async function runDetection(): Promise<Record<string, number | boolean>> {
  const answer = await fetch(`${baseUrl()}/api/cron/detect`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${cronSecret}` },
  })
  if (!answer.ok) throw new Error(`detection answered ${answer.status}`)
  return ((await answer.json()) as { data: Record<string, number | boolean> }).data
}
