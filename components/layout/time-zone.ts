export const timeZoneCookie = 'tz'

/** The IANA zone that the reader's browser told of, or UTC. */
export function readTimeZone(cookies: { get(name: string): { value: string } | undefined }): string {
  const zone = cookies.get(timeZoneCookie)?.value
  if (!zone) return 'UTC'
  try {
    const timeZone = decodeURIComponent(zone)
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch {
    return 'UTC'
  }
}
