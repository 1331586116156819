/** The newest anomalies that nobody has acknowledged, as many as the overview has room for. */
export const newestOpen = { status: 'open', limit: 6 } as const
