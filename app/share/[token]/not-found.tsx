import type { Metadata } from 'next'
import { LinkEnded } from '@/components/dashboards/link-ended'

export const metadata: Metadata = { title: 'Not shared' }

export default function NotFound() {
  return <LinkEnded />
}
