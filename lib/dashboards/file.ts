import { stringify } from 'yaml'
import type { z } from 'zod'
import { type DashboardFile, widgetBody, widgetConfig, widgetPosition, widgetQuery } from './contract'
import { boardVariable } from './variable-contract'

/** The same entries in the order of the contract, whatever order they were stored in; without what is undefined. */
export function inOrder<T extends object>(schema: z.ZodObject, value: T): T {
  const keys = Object.keys(schema.shape)
  const known = Object.entries(value).filter(([, one]) => one !== undefined)
  const rank = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length)
  return Object.fromEntries(known.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))) as T
}

type FileWidget = DashboardFile['widgets'][number]

function orderWidget(widget: FileWidget): FileWidget {
  const { config, position } = widget
  const queries = config.queries?.map((query) => inOrder(widgetQuery, query))
  return inOrder(widgetBody, {
    ...widget,
    config: inOrder(widgetConfig, { ...config, queries }),
    ...(position ? { position: inOrder(widgetPosition, position) } : {}),
  })
}

/** A board's file with its keys in the order of the contract, so that two of them differ where the boards do. */
export function orderFile({
  format,
  format_version,
  name,
  description,
  variables,
  widgets,
}: DashboardFile): DashboardFile {
  return {
    ...{ format, format_version, name, description },
    variables: variables.map((variable) => inOrder(boardVariable, variable)),
    widgets: widgets.map(orderWidget),
  }
}

/** A board's file as YAML, written for people to read and to change. */
export const toYaml = (file: DashboardFile): string => stringify(file, { lineWidth: 0, indentSeq: false })

const plain = (name: string) => name.replace(/[^\p{L}\p{N} ._-]+/gu, '_').trim() || 'dashboard'

/** The header that makes a browser save an answer under this name. */
export function asAttachment(name: string, ending: string): string {
  const file = `${plain(name)}.${ending}`
  return `attachment; filename="${file.replace(/[^ -~]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file)}`
}
