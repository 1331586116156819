'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'

type ScrollBoxProps = ComponentProps<'div'> & { label: string | undefined }

/** A box that scrolls; where it has more than it shows, the keyboard can reach and scroll it too. */
export function ScrollBox({ label, children, ...props }: ScrollBoxProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const look = () => setOverflows(box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)
    const observer = new ResizeObserver(look)
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
