/** What was asked for, on standard output. */
export const print = (text: string) => void process.stdout.write(text)

/** What goes beside it, on standard error. */
export const say = (text: string) => void process.stderr.write(`${text}\n`)

export const printJson = (value: unknown) => print(`${JSON.stringify(value, null, 2)}\n`)
