import { type Completed, steps, type Value } from './paths'

const quoted = (text: string) => `"${text.replace(/(["$`\\])/g, '\\$1')}"`

const words = (list: readonly string[]) => `mapfile -t COMPREPLY < <(compgen -W ${quoted(list.join(' '))} -- "$cur")`
const files = 'mapfile -t COMPREPLY < <(compgen -f -- "$cur")'
const folders = 'mapfile -t COMPREPLY < <(compgen -d -- "$cur")'

function fill(value: Value): string {
  if ('choices' in value) return words(value.choices)
  return value.takes === 'file' ? files : value.takes === 'folder' ? folders : 'COMPREPLY=()'
}

function ofValues({ path, options }: Completed): string[] {
  return options.flatMap(({ names, value }) =>
    value ? [`    ${names.map((name) => quoted(`${path}:${name}`)).join('|')}) ${fill(value)}; return ;;`] : [],
  )
}

function ofPath({ path, commands, options, arguments: given }: Completed): string {
  const names = options.flatMap((option) => option.names)
  const [argument] = given
  const plain =
    commands.length > 0 ? words(commands.map(({ name }) => name)) : argument ? fill(argument) : 'COMPREPLY=()'
  return `    ${quoted(path)})
      if [[ $cur == -* ]]; then ${words(names)}; else ${plain}; fi ;;`
}

/** A script for bash. */
export function bashScript(paths: readonly Completed[]): string {
  const known = steps(paths).map(({ from, word }) => quoted(`${from} ${word}`))
  return `# Completion of datawatch for bash: source <(datawatch completion bash)
_datawatch() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${known.join('|')}) path="\${path:+$path }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path:$prev" in
${paths.flatMap(ofValues).join('\n')}
  esac
  case "$path" in
${paths.map(ofPath).join('\n')}
  esac
}
complete -o filenames -F _datawatch datawatch
`
}
