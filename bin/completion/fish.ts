import { type Completed, steps, type Value } from './paths'

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function fill(value: Value): string {
  if ('choices' in value) return `-x -a ${quoted(value.choices.join(' '))}`
  return value.takes === 'file' ? '-r -F' : value.takes === 'folder' ? "-x -a '(__fish_complete_directories)'" : '-x'
}

const flag = (name: string) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)

function ofPath({ path, commands, options, arguments: given }: Completed): string[] {
  const at = `complete -c datawatch -n ${quoted(`__datawatch_at ${quoted(path).replaceAll("'", '"')}`)}`
  const [argument] = given
  const plain = argument && ('choices' in argument || argument.takes !== 'text') ? [`${at} ${fill(argument)}`] : []
  return [
    ...commands.map(({ name, does }) => `${at} -f -a ${quoted(name)} -d ${quoted(does)}`),
    ...options.map(
      ({ names, does, value }) =>
        `${at} ${names.map(flag).join(' ')} ${value ? `${fill(value)} ` : ''}-d ${quoted(does)}`,
    ),
    ...plain,
  ]
}

/** A script for fish. */
export function fishScript(paths: readonly Completed[]): string {
  const known = steps(paths).map(({ from, word }) => quoted(`${from} ${word}`))
  return `# Completion of datawatch for fish: datawatch completion fish > ~/.config/fish/completions/datawatch.fish
function __datawatch_at
  set -l path ''
  for word in (commandline -opc)[2..-1]
    switch "$path $word"
      case ${known.join(' ')}
        set path (string trim -- "$path $word")
    end
  end
  test "$path" = "$argv[1]"
end
complete -c datawatch -f
${paths.flatMap(ofPath).join('\n')}
`
}
