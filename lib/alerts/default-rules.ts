import { type RuleBody, ruleBody } from './contract'

/** What nobody needs to set up: all that DataWatch finds by itself comes to one list. `breaking`: whether changes of schemas do. */
export const defaultRules = (breaking: boolean): RuleBody[] =>
  [
    {
      name: 'Anomalies',
      kind: 'anomaly',
      description: 'Whatever is unusual, from medium severity on',
      match: { min_severity: 'medium' },
    },
    {
      name: 'Data quality',
      kind: 'violation',
      description: 'Rules of quality that are broken, from medium severity on',
      match: { min_severity: 'medium' },
    },
    {
      name: 'Breaking schema changes',
      kind: 'schema_change',
      description: 'Changes that readers or writers of a table cannot go on with',
      match: { breaking: true },
      enabled: breaking,
    },
    {
      name: 'Stopped sources',
      kind: 'source',
      description: 'Followed databases that cannot be read',
      severity: 'critical',
    },
  ].map((rule) => ruleBody.parse(rule))
