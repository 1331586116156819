import postgres from 'postgres'

/** Runs one statement on a connection of its own, within a bound. */
export async function ask(url: string, statement: string, boundMs = 5000): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: Math.ceil(boundMs / 1000),
    onnotice: () => {},
    fetch_types: false,
  })
  let timer: NodeJS.Timeout | undefined
  const bound = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from PostgreSQL within ${boundMs} ms`)), boundMs)
  })
  try {
    return await Promise.race([sql.unsafe(statement), bound])
  } finally {
    clearTimeout(timer)
    sql.end({ timeout: 0 }).catch(() => {})
  }
}
