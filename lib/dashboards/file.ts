import { stringify } from 'yaml'
import type { DashboardFile } from './contract'

/** A board's file as YAML, written for people to read and to change. */
export const toYaml = (file: DashboardFile): string => stringify(file, { lineWidth: 0, indentSeq: false })

const plain = (name: string) => name.replace(/[^\p{L}\p{N} ._-]+/gu, '_').trim() || 'dashboard'

/** The header that makes a browser save an answer under this name. */
export function asAttachment(name: string, ending: string): string {
  const file = `${plain(name)}.${ending}`
  return `attachment; filename="${file.replace(/[^ -~]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file)}`
}
