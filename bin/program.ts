import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { type Asked, type Description, type OptionDescription, optionsOf } from './description'
import { exitCodes } from './exit-code'
import { readVersion } from './version'

function toOption({ flags, does, choices, default: preset, env, read, many }: OptionDescription): Option {
  const option = new Option(flags, does)
  if (choices) option.choices([...choices])
  if (env) option.env(env)
  if (preset !== undefined) option.default(read ? read(preset) : preset, preset)
  if (read || many)
    option.argParser((text: string, before: unknown) => {
      try {
        const value = read ? read(text) : text
        return many ? [...((before as unknown[] | undefined) ?? []), value] : value
      } catch (error) {
        throw new InvalidArgumentError((error as Error).message)
      }
    })
  return option
}

/** The examples and exit codes that stand below a command's help. */
function teach({ examples = [], exits = {}, load }: Description): string {
  const shown = examples.map(({ run, does }) => `  # ${does}\n  ${run}`).join('\n\n')
  const common = load ? exitCodes : {}
  const codes = Object.entries({ ...common, ...exits } as Record<string, string>)
    .filter(([code]) => code !== '141' || exits[141])
    .map(([code, means]) => `  ${code.padEnd(4)} ${means}`)
    .join('\n')
  return `${shown ? `\nExamples:\n${shown}\n` : ''}${codes ? `\nExit codes:\n${codes}\n` : ''}`
}

/** Paragraphs whose lines the terminal breaks anew. */
const flow = (text: string) => text.replace(/(?<!\n)\n(?!\n)/g, ' ')

type Ran = (description: Description, asked: Asked) => Promise<void>

function build(description: Description, ran: Ran, path: string): Command {
  const { name, does, about, arguments: args = [], commands = [], load } = description
  const command = new Command(name).summary(does).description(about ? `${does}\n\n${flow(about)}` : does)
  for (const { name: word, does: says, choices, optional, many } of args) {
    const dots = many ? '...' : ''
    const argument = new Argument(optional ? `[${word}${dots}]` : `<${word}${dots}>`, says)
    command.addArgument(choices ? argument.choices([...choices]) : argument)
  }
  for (const option of optionsOf(description)) command.addOption(toOption(option))
  for (const child of commands) command.addCommand(build(child, ran, `${path} ${child.name}`))
  if (commands.length > 0) command.helpCommand(false)
  command.addHelpText('after', () => teach(description))
  command.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, `${path}: `)) })
  command.showHelpAfterError(`${path} --help tells more`)
  command.exitOverride()
  if (load)
    command.action(async (...given: unknown[]) => {
      const own = given.at(-1) as Command
      const typed = given.slice(0, args.length).flat() as (string | undefined)[]
      await ran({ ...description, name: path.replace(/^datawatch /, '') }, { args: typed, options: own.opts() })
    })
  return command
}

/** The whole of `datawatch` as a parser; `ran` is called with the command that was typed. */
export function makeProgram(descriptions: readonly Description[], ran: Ran): Command {
  const about = 'Live metrics, anomalies, data quality and alerts from the row changes of a database.'
  const program = build({ name: 'datawatch', does: about, commands: descriptions }, ran, 'datawatch')
  program.version(readVersion(), '-v, --version', 'the version of DataWatch')
  program.addHelpText(
    'after',
    '\ndatawatch <command> --help tells more, with examples. docs/guides/cli.md has all of it.',
  )
  return program
}
