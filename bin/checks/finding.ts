export const states = ['ok', 'warn', 'fail'] as const

/** What a check found: `todo` says what to do about it, where there is something. */
export type Finding = { check: string; state: (typeof states)[number]; detail: string; todo?: string }

export const ok = (check: string, detail: string): Finding => ({ check, state: 'ok', detail })
export const warn = (check: string, detail: string, todo: string): Finding => ({ check, state: 'warn', detail, todo })
export const fail = (check: string, detail: string, todo: string): Finding => ({ check, state: 'fail', detail, todo })
