'use client'

import { type ComponentType, lazy } from 'react'

/**
 * A component whose code comes after the page's own: it is asked for at once, but nothing waits for it. What it draws
 * must have its place already.
 */
export function deferred<P extends object>(load: () => Promise<ComponentType<P>>) {
  const module = () => load().then((component) => ({ default: component }))
  const asked = typeof window === 'undefined' ? undefined : module()
  return lazy(() => asked ?? module())
}
