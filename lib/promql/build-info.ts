import type { BuildInfo } from './contract'

/** `version` is that of the Prometheus whose HTTP API and language are followed: readers such as Grafana go by it. */
export const buildInfo: BuildInfo = {
  version: '3.0.0',
  revision: 'datawatch',
  branch: '',
  buildUser: '',
  buildDate: '',
  goVersion: '',
}
