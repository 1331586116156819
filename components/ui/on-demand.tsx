'use client'

import { type ComponentType, lazy, type Ref, type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** The components of a module that comes when it is asked for: by `ask`, or by showing one of them. */
export function onDemand<M extends object>(load: () => Promise<M>) {
  let asked: Promise<M> | undefined
  const ask = () => {
    asked ??= load().catch((error: unknown) => {
      asked = undefined
      throw error
    })
    return asked
  }
  /** Asks ahead, for what may not be needed. */
  const near = () => void ask().catch(() => {})
  const part = <P extends object>(choose: (module: M) => ComponentType<P>) =>
    lazy(() => ask().then((module) => ({ default: choose(module) })))
  return { ask, near, part }
}

export type Opening = {
  isOpen: boolean
  setOpen: (open: boolean) => void
  button: RefObject<HTMLElement | null>
  /** Opened by a key: what is first in it has the focus then. */
  byKey: RefObject<boolean>
}

type OpeningProps = { open?: boolean; onOpenChange?: (open: boolean) => void }

/** Whether something is open, and by which button; opens only once its code is there. */
export function useOpening(ask: () => Promise<unknown>, { open, onOpenChange }: OpeningProps): Opening {
  const [own, setOwn] = useState(false)
  const button = useRef<HTMLElement>(null)
  const byKey = useRef(false)
  const tell = (next: boolean) => {
    setOwn(next)
    onOpenChange?.(next)
  }
  const setOpen = (next: boolean) => {
    if (!next) return tell(false)
    ask().then(
      () => tell(true),
      () => {},
    )
  }
  return { isOpen: open ?? own, setOpen, button, byKey }
}

type StandingProps = {
  button: RefObject<HTMLElement | null>
  ref?: Ref<HTMLElement>
  id?: string
  'aria-describedby'?: string
}

/** Stands in for a trigger of Radix, and tells it that it is a button which is on the page already. */
export function Standing({ button, ref, id, 'aria-describedby': told }: StandingProps) {
  useLayoutEffect(() => {
    const element = button.current
    if (element && id && (!element.id || element.id.startsWith('radix-'))) element.id = id
    if (typeof ref === 'function') ref(element)
    else if (ref) ref.current = element
  })
  useLayoutEffect(() => {
    if (!told) return
    const element = button.current
    element?.setAttribute('aria-describedby', told)
    return () => element?.removeAttribute('aria-describedby')
  }, [button, told])
  return null
}
