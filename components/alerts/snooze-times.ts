const minute = 60_000
const morning = 9

export const snoozeChoices = [
  { value: '1h', label: '1 hour' },
  { value: '4h', label: '4 hours' },
  { value: 'tomorrow', label: 'Until tomorrow, 9:00' },
  { value: '1w', label: '1 week' },
] as const
export type SnoozeChoice = (typeof snoozeChoices)[number]['value']

/** How long a choice is from `now` on the reader's clock, as the server takes it. */
export function snoozeFor(choice: SnoozeChoice, now: number): string {
  if (choice !== 'tomorrow') return choice
  const at = new Date(now)
  at.setDate(at.getDate() + 1)
  at.setHours(morning, 0, 0, 0)
  return `${Math.ceil((at.getTime() - now) / minute)}m`
}
