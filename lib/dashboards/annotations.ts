/** What the time charts of a board have marked on them, each to be left out. */
export const annotationKinds = ['anomalies', 'notes', 'schema'] as const
export type AnnotationKind = (typeof annotationKinds)[number]

/** Reads `?hide=notes,schema`: the kinds that are drawn; what is no kind is as if it were not there. */
export function readAnnotations(hidden: string | null): ReadonlySet<AnnotationKind> {
  const names = new Set((hidden ?? '').split(','))
  return new Set(annotationKinds.filter((kind) => !names.has(kind)))
}

/** The parameter that leaves out what is not in `shown`; null where all is drawn. */
export const hiddenParam = (shown: ReadonlySet<AnnotationKind>): string | null =>
  annotationKinds.filter((kind) => !shown.has(kind)).join(',') || null
