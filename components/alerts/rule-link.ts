type Asked = {
  metric?: string | null
  expr?: string
  aggregation?: string
  group_by?: string
  filter?: string
}

/** Where a new rule over something that is asked elsewhere is written; null where nothing is. */
export function ruleLink({ metric, expr, ...asked }: Asked): string | null {
  if (!metric && !expr) return null
  const said = Object.entries({ ...(metric ? { metric } : { expr }), ...asked })
  return `/alerts/rules/new?${new URLSearchParams(said.flatMap(([name, text]) => (text ? [[name, text]] : [])))}`
}
