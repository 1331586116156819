import { cpus } from 'node:os'

/** The machine, its Node and the day, for the head of a report. */
export const machine = () =>
  `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`

export const line = (text: string) => process.stdout.write(`${text}\n`)
export const thousands = (value: number) => Math.round(value).toLocaleString('en')
export const ms = (value: number) => `${value.toFixed(1)} ms`
export const mib = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MiB`
