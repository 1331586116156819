import { createTwoFilesPatch } from 'diff'
import type { DashboardFile } from '@/lib/dashboards/contract'
import { orderFile, toYaml } from '@/lib/dashboards/file'
import { readBoardFile } from '@/lib/dashboards/read-board-file'
import { Api } from './api'
import type { Asked } from './description'
import { Refusal } from './exit-code'
import { findDashboard } from './find-dashboard'
import { print, printJson, say } from './print'
import { readText } from './read-document'
import { paint, plain } from './terminal'

function readFile(file: string): DashboardFile {
  const read = readBoardFile(readText(file))
  if ('board' in read) return orderFile(read.board)
  const { line, message } = read.problem
  throw new Refusal(`${file}${line === null ? '' : `:${line}`}: ${message}`)
}

/** A widget that the file gives no place is one that may stand anywhere. */
const withoutFreePlaces = (there: DashboardFile, file: DashboardFile): DashboardFile => ({
  ...there,
  widgets: there.widgets.map((widget, at) => {
    if (file.widgets[at] === undefined || file.widgets[at].position) return widget
    const { position: _, ...rest } = widget
    return rest
  }),
})

const tones = [
  [/^@@/, 'cyan'],
  [/^\+/, 'green'],
  [/^-/, 'red'],
] as const

const coloured = (line: string) => {
  const tone = tones.find(([begins]) => begins.test(line))?.[1]
  return tone ? paint(tone, plain(line)) : plain(line)
}

/** Shows as a diff what would have to change about a dashboard to make it what the file says. */
export async function run({ args, options }: Asked): Promise<number> {
  const [file] = args as [string]
  const wanted = readFile(file)
  const api = new Api(options)
  const { id, name } = await findDashboard(api, (options.dashboard as string | undefined) ?? wanted.name)
  const there = orderFile(await api.get<DashboardFile>(`/dashboards/${id}/export`))
  const [before, after] = [toYaml(withoutFreePlaces(there, wanted)), toYaml(wanted)]
  const isSame = before === after
  const patch = isSame
    ? ''
    : createTwoFilesPatch(`dashboard ${name}`, file, before, after, undefined, undefined, { context: 3 })
  if (options.json) printJson({ dashboard: { id, name }, file, equal: isSame, patch })
  else if (isSame) say(`${name} is as ${file} says`)
  else print(`${patch.replace(/^=+\n/, '').trimEnd().split('\n').map(coloured).join('\n')}\n`)
  return isSame ? 0 : 1
}
