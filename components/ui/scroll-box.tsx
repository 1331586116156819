'use client'

import { type ComponentProps, useEffect, useLayoutEffect, useRef, useState } from 'react'

type ScrollBoxProps = ComponentProps<'div'> & { label: string | undefined }

/** A box that scrolls; where it has more than it shows, the keyboard can reach and scroll it too. */
export function ScrollBox({ label, children, ...props }: ScrollBoxProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [overflows, setOverflows] = useState(false)
  const look = () => {
    const box = ref.current
    if (box) setOverflows(box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)
  }
  const looking = useRef(look)
  useLayoutEffect(look)
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const observer = new ResizeObserver(() => looking.current())
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  const reachable = overflows ? { tabIndex: 0, role: 'group', 'aria-label': label } : {}
  return (
    <div ref={ref} {...reachable} {...props}>
      {children}
    </div>
  )
}
