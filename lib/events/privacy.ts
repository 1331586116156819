import type { Config } from '@/lib/config/schema'
import { createMask, type Mask } from './mask'

const masks = new WeakMap<object, Mask>()

/** The mask of a configuration, made once. */
export function maskOf(config: Pick<Config, 'privacy' | 'access'>): Mask {
  const { privacy, access } = config
  const made = masks.get(privacy) ?? createMask(privacy, access.secret)
  masks.set(privacy, made)
  return made
}
