export const say = (line) => process.stdout.write(`${line}\n`)

/** Ends the command with a message instead of a stack. */
export class Failure extends Error {}

/** Says that something takes its time: one line that is rewritten in a terminal, else one every ten seconds. */
export async function during(what, work) {
  const begun = Date.now()
  const seconds = () => Math.round((Date.now() - begun) / 1000)
  const terminal = process.stdout.isTTY
  if (!terminal) say(`${what} …`)
  const timer = setInterval(
    () => (terminal ? process.stdout.write(`\r${what} … ${seconds()} s `) : say(`${what} … ${seconds()} s`)),
    terminal ? 1000 : 10_000,
  )
  try {
    const result = await work()
    if (terminal) process.stdout.write('\r')
    say(`${what}: done in ${((Date.now() - begun) / 1000).toFixed(1)} s`)
    return result
  } finally {
    clearInterval(timer)
  }
}

/** Runs a command's main function; a Failure is told in its own words, anything else with its stack. */
export function command(main) {
  Promise.resolve()
    .then(main)
    .catch((error) => {
      process.stderr.write(`\n${error instanceof Failure ? error.message : error.stack}\n`)
      process.exitCode = 1
    })
    .finally(() => {
      setTimeout(() => process.exit(), 500).unref()
    })
}
