import { type ArgumentDescription, type Description, type OptionDescription, optionsOf } from '../description'

/** What may follow a command: `path` is `metrics list`, empty for `datawatch` alone. */
export type Completed = {
  path: string
  commands: { name: string; does: string }[]
  options: { names: string[]; does: string; value: Value | null }[]
  arguments: Value[]
}
/** What stands for a value: one of some words, a file, a folder, or a text that nobody can foresee. */
export type Value = { choices: readonly string[] } | { takes: 'file' | 'folder' | 'text' }

const whatStands = ({ choices, takes }: Pick<OptionDescription, 'choices'> & { takes?: 'file' | 'folder' }): Value =>
  choices ? { choices } : { takes: takes ?? 'text' }

const argumentValue = (argument: ArgumentDescription): Value => whatStands(argument)

function optionOf(option: OptionDescription): Completed['options'][number] {
  const names = option.flags.match(/--?[a-z][a-z-]*/gi) ?? []
  return { names, does: option.does, value: /[<[]/.test(option.flags) ? whatStands(option) : null }
}

/** Everything that can be completed, command by command. */
export function completedPaths(descriptions: readonly Description[], path = ''): Completed[] {
  const help = { names: ['--help'], does: 'tells more', value: null }
  const own = (description: Description): Completed[] => {
    const at = path ? `${path} ${description.name}` : description.name
    if (description.commands) return completedPaths(description.commands, at)
    const options = [...optionsOf(description).map(optionOf), help]
    return [{ path: at, commands: [], options, arguments: (description.arguments ?? []).map(argumentValue) }]
  }
  const commands = descriptions.map(({ name, does }) => ({ name, does }))
  return [{ path, commands, options: [help], arguments: [] }, ...descriptions.flatMap(own)]
}

/** The paths that a word leads to: from which, by which word. */
export const steps = (paths: readonly Completed[]): { from: string; word: string }[] =>
  paths.flatMap(({ path, commands }) => commands.map(({ name }) => ({ from: path, word: name })))
