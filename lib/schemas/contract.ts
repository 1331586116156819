import { z } from 'zod'
import { flagParam, instant, instantParam, ordered, pageQuery, words } from '@/lib/http/contract'
import { emptyPart } from './place'

/**
 * Where what is known comes from: `ddl` a statement, `source` the catalogue of a followed database, `connector` what a
 * connector says of its columns, `declared` a person or a job, `inferred` the rows alone.
 */
export const schemaOrigins = ['ddl', 'source', 'connector', 'declared', 'inferred'] as const
export type SchemaOrigin = (typeof schemaOrigins)[number]

export const changeKinds = [
  'table_created',
  'table_dropped',
  'table_renamed',
  'column_added',
  'column_dropped',
  'column_renamed',
  'type_changed',
  'nullability_changed',
  'default_changed',
  'primary_key_changed',
  'index_added',
  'index_dropped',
  'statement_unread',
] as const
export type ChangeKind = (typeof changeKinds)[number]

export const compatibilities = ['compatible', 'warning', 'breaking'] as const
export type Compatibility = (typeof compatibilities)[number]
export const changeSeverities = ['low', 'medium', 'high', 'critical'] as const
export type ChangeSeverity = (typeof changeSeverities)[number]
export const dialects = ['postgresql', 'mysql'] as const
export type Dialect = (typeof dialects)[number]

/** `type` as the database says it, `normal_type` in the words that all databases are compared in; null is what nobody said. */
export const schemaColumn = z.object({
  name: z.string(),
  position: z.number().int(),
  type: z.string().nullable(),
  normal_type: z.string().nullable(),
  nullable: z.boolean().nullable(),
  default: z.string().nullable(),
  primary_key: z.boolean(),
  origin: z.enum(schemaOrigins),
  since: instant.nullable(),
})
export type SchemaColumn = z.infer<typeof schemaColumn>

export const schemaIndex = z.object({ name: z.string(), columns: z.array(z.string()), unique: z.boolean() })
export type SchemaIndex = z.infer<typeof schemaIndex>

/** `since`: from when on the table is known. `open_breaking`: breaking changes that nobody has acknowledged. */
export const schemaTable = z.object({
  id: z.uuid(),
  source: z.string(),
  database: z.string(),
  schema: z.string(),
  table: z.string(),
  origin: z.enum(schemaOrigins),
  version: z.number().int(),
  columns_count: z.number().int(),
  changes_count: z.number().int(),
  open_breaking: z.number().int(),
  since: instant,
  changed_at: instant.nullable(),
  dropped_at: instant.nullable(),
})
export type SchemaTable = z.infer<typeof schemaTable>

/** `primary_key` and `indexes` are null where nothing is known of them. */
export const schemaDefinition = z.object({
  columns: z.array(schemaColumn),
  primary_key: z.array(z.string()).nullable(),
  indexes: z.array(schemaIndex).nullable(),
})
export type SchemaDefinition = z.infer<typeof schemaDefinition>

export const schemaVersion = z.object({ version: z.number().int(), at: instant, columns_count: z.number().int() })
export const schemaTableDetail = schemaTable.extend(schemaDefinition.shape).extend({ versions: z.array(schemaVersion) })
export type SchemaTableDetail = z.infer<typeof schemaTableDetail>

/** `table` is a name such as `orders` or `public.orders`; `open` lists those with open breaking changes alone. */
export const schemaTableQuery = pageQuery.extend({
  q: z.string().max(200).optional(),
  table: z.string().max(600).optional(),
  source: z.string().max(255).optional(),
  origin: z.enum(schemaOrigins).optional(),
  open: flagParam.optional(),
})
export type SchemaTableQuery = z.infer<typeof schemaTableQuery>
export const schemaTableList = z.object({
  tables: z.array(schemaTable),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type SchemaTableList = z.infer<typeof schemaTableList>

const part = z.string().transform((text) => (text === emptyPart ? '' : text))
export const schemaTableParams = z.object({ database: part, schema: part, table: z.string() })
/** `source` tells tables of the same place apart. */
export const schemaTableChoice = z.object({ source: z.string().max(255).optional() })
export type SchemaTablePlace = z.output<typeof schemaTableParams> & { source?: string }

const name = words(255).pipe(z.string().min(1, 'expected a name'))
const place = { source: words(255).default(''), database: words(255).default(''), schema: words(255).default('') }

/** A table as somebody says it is; what is left out of a column is not known. */
export const schemaTableBody = z.strictObject({
  ...place,
  table: name,
  columns: z
    .array(
      z.strictObject({
        name,
        type: words(500).nullable().optional(),
        nullable: z.boolean().optional(),
        default: words(2000).nullable().optional(),
        primary_key: z.boolean().optional(),
      }),
    )
    .min(1, 'expected at least one column')
    .max(2000)
    .refine((all) => new Set(all.map((one) => one.name)).size === all.length, 'two columns have the same name'),
  primary_key: z.array(name).max(100).optional(),
  indexes: z
    .array(z.strictObject({ name, columns: z.array(name).min(1).max(100), unique: z.boolean().default(false) }))
    .max(500)
    .optional(),
  timestamp: instantParam.optional(),
})
export type SchemaTableBody = z.output<typeof schemaTableBody>

/**
 * `previous` and `current` in words: a type, a name, a default. `guessed`: a rename told from a drop and an add at one moment.
 * `open`: breaking and acknowledged by nobody.
 */
export const schemaChange = z.object({
  id: z.uuid(),
  table_id: z.uuid().nullable(),
  source: z.string(),
  database: z.string(),
  schema: z.string(),
  table: z.string(),
  at: instant,
  recorded_at: instant,
  kind: z.enum(changeKinds),
  column: z.string().nullable(),
  previous: z.string().nullable(),
  current: z.string().nullable(),
  origin: z.enum(schemaOrigins),
  guessed: z.boolean(),
  compatibility: z.enum(compatibilities),
  severity: z.enum(changeSeverities),
  reason: z.string(),
  words: z.string(),
  statement: z.string().nullable(),
  open: z.boolean(),
  acknowledged: z.boolean(),
  acknowledged_by: z.string().nullable(),
  acknowledged_at: instant.nullable(),
  note: z.string().nullable(),
  remapped_at: instant.nullable(),
})
export type SchemaChange = z.infer<typeof schemaChange>

export const usageKinds = ['metric', 'formula', 'widget', 'variable', 'rule', 'alert'] as const
/** What reads a column: `how` in words, `path` the page that shows it. */
export const schemaUsage = z.object({
  kind: z.enum(usageKinds),
  id: z.string(),
  name: z.string(),
  how: z.string(),
  path: z.string().nullable(),
  board: z.object({ id: z.uuid(), name: z.string() }).nullable(),
})
export type SchemaUsage = z.infer<typeof schemaUsage>
export const schemaChangeDetail = schemaChange.extend({ used_by: z.array(schemaUsage), can_remap: z.boolean() })
export type SchemaChangeDetail = z.infer<typeof schemaChangeDetail>

/** Changes in [from, to), newest first. `table` is a name such as `orders` or `public.orders`, `table_id` one table alone. */
export const schemaChangeQuery = ordered(
  pageQuery.extend({
    table: z.string().max(600).optional(),
    table_id: z.uuid().optional(),
    kind: z.enum(changeKinds).optional(),
    compatibility: z.enum(compatibilities).optional(),
    severity: z.enum(changeSeverities).optional(),
    open: flagParam.optional(),
    from: instantParam.optional(),
    to: instantParam.optional(),
  }),
)
export type SchemaChangeQuery = z.infer<typeof schemaChangeQuery>
export const schemaChangeList = z.object({
  changes: z.array(schemaChange),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type SchemaChangeList = z.infer<typeof schemaChangeList>

export const schemaIdParams = z.object({ id: z.uuid() })
export const schemaAcknowledgeBody = z.strictObject({ user: words(255).optional(), note: words(2000).optional() })
export type SchemaAcknowledgeBody = z.output<typeof schemaAcknowledgeBody>
