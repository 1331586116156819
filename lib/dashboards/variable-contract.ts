import { z } from 'zod'
import { words } from '@/lib/http/contract'
import { allValues } from './board-words'
import { mostValues } from './limits'

export const variableKinds = ['label', 'free'] as const

export const mostVariables = 50

const value = words(500).refine((text) => text !== '', 'expected a value that is not empty')

/**
 * What viewers of a board choose among, named `$name` in its widgets. Of kind `label` its values are those of `label` of `metric`;
 * of kind `free` any text. `options` are offered in their place. `title` is what it is called beside its choice.
 */
export const boardVariable = z
  .object({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,49}$/, 'expected a small letter, then small letters, digits and _, at most 50 in all'),
    title: words(100).optional(),
    kind: z.enum(variableKinds),
    metric: words(500).optional(),
    label: words(500).optional(),
    options: z.array(value).max(mostValues).optional(),
    multiple: z.boolean().default(false),
    include_all: z.boolean().default(true),
    default: z.array(value).max(mostValues).default([]),
  })
  .refine(({ kind, metric, label, options }) => kind === 'free' || options?.length || (metric && label), {
    path: ['label'],
    message: 'expected a metric and a label of it, or options',
  })
  .refine(({ include_all, default: own }) => include_all || own.some((one) => one !== allValues), {
    path: ['default'],
    message: 'expected a value, or all to be a choice',
  })
  .refine(({ multiple, default: own }) => multiple || own.length <= 1, {
    path: ['default'],
    message: 'expected one value, or several to be a choice',
  })
export type BoardVariable = z.infer<typeof boardVariable>

export const boardVariables = z
  .array(boardVariable)
  .max(mostVariables)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two variables have the same name')
