import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { descriptions } from '@/bin/commands'
import { bashScript } from '@/bin/completion/bash'
import { fishScript } from '@/bin/completion/fish'
import { completedPaths } from '@/bin/completion/paths'
import { zshScript } from '@/bin/completion/zsh'
import { needProgram } from '@/tests/support/debian-package'

const folder = mkdtempSync(join(tmpdir(), 'completion-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const paths = completedPaths(descriptions)
const script = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const lines = (text: string) => text.split('\n').filter(Boolean)

const bash = (typed: string[]) => {
  const words = ['datawatch', ...typed].map((word) => `'${word}'`).join(' ')
  const run = `source ${script('complete.bash', bashScript(paths))}; COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _datawatch; printf '%s\\n' "\${COMPREPLY[@]}"`
  return lines(execFileSync('bash', ['-c', run], { encoding: 'utf8', cwd: folder }))
}

describe('bash', () => {
  test.each<[string[], string[]]>([
    [['ing'], ['ingest']],
    [['dashboards', 'ex'], ['export']],
    [
      ['ingest', 'x.csv', '--type', ''],
      ['INSERT', 'SNAPSHOT'],
    ],
    [['ingest', '--rej'], ['--rejects']],
    [['completion', 'f'], ['fish']],
    [['query', '--from', ''], []],
    [['ingest', 'complete.b'], ['complete.bash']],
  ])('%j', (typed, completed) => expect(bash(typed)).toEqual(completed))
})

const fish = await needProgram('fish', 'fish')
describe.skipIf(fish.missing)(`fish${fish.missing ? `, not tried: ${fish.missing}` : ''}`, () => {
  test.each<[string, string[]]>([
    ['datawatch ing', ['ingest']],
    ['datawatch dashboards ex', ['export']],
    ['datawatch ingest --type ', ['INSERT', 'SNAPSHOT']],
    ['datawatch ingest --rej', ['--rejects']],
    ['datawatch completion f', ['fish']],
  ])('%s', (typed, completed) => {
    const run = `source ${script('complete.fish', fishScript(paths))}; complete -C '${typed}'`
    const said = execFileSync(fish.path!, ['--no-config', '-c', run], {
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
    })
    expect(lines(said).map((line) => line.split('\t')[0])).toEqual(completed)
  })
})

const zsh = await needProgram('zsh', 'zsh')
test.skipIf(zsh.missing)(
  `zsh${zsh.missing ? `, not tried: ${zsh.missing}` : ''}`,
  () => {
    const cases = [
      ['ing', 'ingest'],
      ['dashboards ex', 'dashboards export'],
      ['ingest --rej', 'ingest --rejects'],
      ['completion f', 'completion fish'],
    ] as const
    const source = script('complete.zsh', zshScript(paths))
    const settings = `PS1=
autoload -Uz compinit; compinit -u -D
source ${source}
datawatch() { print -r -- "GOT:$*:" }
print READY`
    script('.zshrc', settings)
    const press = cases.map(
      ([typed]) => `zpty -w -n shell $'datawatch ${typed}\\t\\n'; zpty -r -m shell line '*GOT:*:*'; print -r -- $line`,
    )
    const run = `zmodload zsh/zpty; zpty -b shell zsh -i; zpty -r -m shell line '*READY*'
${press.join('\n')}
zpty -d shell`
    const said = execFileSync(zsh.path!, ['-f', '-c', run], {
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, ZDOTDIR: folder, TERM: 'xterm' },
    })
    const got = [...said.matchAll(/GOT:([^:$]*):/g)].map(([, words]) => words!.trim())
    expect([...new Set(got)]).toEqual(cases.map(([, completed]) => completed))
  },
  60_000,
)
