/** Whether a name is that of a time zone, such as Europe/Berlin. */
export const isZone = (tz: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: tz }))
  } catch {
    return false
  }
}
