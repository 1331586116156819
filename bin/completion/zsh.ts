import { type Completed, steps, type Value } from './paths'

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
/** A word and what it does, as `_describe` takes them. */
const described = (name: string, does: string) => quoted(`${name.replaceAll(':', '\\:')}:${does}`)

function fill(value: Value): string {
  if ('choices' in value) return `compadd -- ${value.choices.map(quoted).join(' ')}`
  return value.takes === 'file' ? '_files' : value.takes === 'folder' ? '_files -/' : ':'
}

function ofValues({ path, options }: Completed): string[] {
  return options.flatMap(({ names, value }) =>
    value ? [`    ${names.map((name) => quoted(`${path}:${name}`)).join('|')}) ${fill(value)}; return ;;`] : [],
  )
}

function ofPath({ path, commands, options, arguments: given }: Completed): string {
  const names = options.flatMap((option) => option.names.map((name) => described(name, option.does)))
  const [argument] = given
  const list = commands.map(({ name, does }) => described(name, does))
  const plain =
    commands.length > 0 ? `found=(${list.join(' ')}); _describe command found` : argument ? fill(argument) : ':'
  return `    ${quoted(path)})
      if [[ $PREFIX == -* ]]; then found=(${names.join(' ')}); _describe option found; else ${plain}; fi ;;`
}

/** A script for zsh, to be sourced behind compinit or kept as _datawatch in a folder of fpath. */
export function zshScript(paths: readonly Completed[]): string {
  const known = steps(paths).map(({ from, word }) => quoted(`${from} ${word}`))
  return `#compdef datawatch
# Completion of datawatch for zsh: source <(datawatch completion zsh)
_datawatch() {
  local at="" i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    case "$at \${words[i]}" in
      ${known.join('|')}) at="\${at:+$at }\${words[i]}" ;;
    esac
  done
  case "$at:\${words[CURRENT-1]}" in
${paths.flatMap(ofValues).join('\n')}
  esac
  case "$at" in
${paths.map(ofPath).join('\n')}
  esac
}
if [[ $funcstack[1] == _datawatch ]]; then _datawatch "$@"; else compdef _datawatch datawatch; fi
`
}
