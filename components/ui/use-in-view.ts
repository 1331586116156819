'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/** Whether an element is on the screen or about to be. */
export function useInView<E extends Element>(margin = '200px'): [RefObject<E | null>, boolean] {
  const ref = useRef<E>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false), {
      rootMargin: margin,
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [margin])
  return [ref, seen]
}
