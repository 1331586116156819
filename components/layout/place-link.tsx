'use client'

import Link from 'next/link'
import { type ComponentProps, useState } from 'react'

/** A link of the navigation: its page is read ahead when somebody is about to follow it, and not with every page that shows it. */
export function PlaceLink(props: ComponentProps<typeof Link>) {
  const [intended, setIntended] = useState(false)
  const intend = () => setIntended(true)
  return <Link {...props} prefetch={intended ? null : false} onPointerEnter={intend} onFocus={intend} />
}
