import { CommanderError } from 'commander'
import { ConfigError } from '@/lib/config/config-error'
import { descriptions } from './commands'
import type { Asked, Description } from './description'
import { exitCodeOf, UsageError } from './exit-code'
import { makeProgram } from './program'

/** A reader that went away is nothing to tell of. */
for (const out of [process.stdout, process.stderr])
  out.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 141 : 2))

function tell(name: string, error: Error) {
  const text = error instanceof ConfigError ? error.problems.join('\n  ') : error.message || String(error)
  const more = error instanceof UsageError ? `\ndatawatch ${name} --help tells more` : ''
  process.stderr.write(`datawatch ${name}: ${text}${more}\n`)
}

/** What is said of the configuration counts for whatever reads it. */
function settle({ reach }: Description, { options }: Asked) {
  if (reach !== 'local') return
  if (typeof options.config === 'string') process.env.DATAWATCH_CONFIG = options.config
  if (typeof options.dataDir === 'string') {
    process.env.DATAWATCH_DATABASE_DATA_DIR = options.dataDir
  }
}

async function ran(description: Description, asked: Asked) {
  try {
    settle(description, asked)
    const { run } = await description.load!()
    process.exit(await run(asked))
  } catch (error) {
    tell(description.name, error as Error)
    process.exit(exitCodeOf(error))
  }
}

const program = makeProgram(descriptions, ran)
const typed = process.argv.slice(2)
try {
  if (typed.length === 0) program.outputHelp()
  else await program.parseAsync(typed, { from: 'user' })
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exit(error.exitCode === 0 ? 0 : 2)
}
