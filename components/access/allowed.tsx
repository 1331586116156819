'use client'

import type { ReactNode } from 'react'
import { useMay } from '@/lib/access/client'
import type { Permission } from '@/lib/access/permissions'

/** What is there only for those who may `to` do something; for others `otherwise`. */
export function Allowed({ to, children, otherwise }: { to: Permission; children: ReactNode; otherwise?: ReactNode }) {
  return useMay(to) ? children : otherwise
}
